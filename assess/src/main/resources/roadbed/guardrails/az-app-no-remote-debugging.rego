# METADATA
# title: "App without remote debugging"
# related_resources:
#   - https://learn.microsoft.com/azure/app-service/overview-security
# custom:
#   id: az-app-no-remote-debugging
#   severity: medium
#   provider: azure
#   kinds: [app.service, function]
#   types: [azurerm_app_service, azurerm_linux_web_app, azurerm_windows_web_app, azurerm_function_app, azurerm_linux_function_app, azurerm_windows_function_app]
#   needs: [remote_debugging]
#   profiles: [strict, cis, prod]
#   rationale: >-
#     A debugger reads and changes everything in the process, and its ports are open while it is on.
#   remediation: >-
#     Switch remote debugging off.
#   controls: ["CIS Azure 3.0 9.12", "ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "azurerm_linux_web_app" "this" {
#         service_plan_id = azurerm_service_plan.main.id
#         site_config {
#           remote_debugging_enabled = false
#           http2_enabled            = true
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.Web/sites",
#         "properties": {
#           "siteConfig": {
#             "remoteDebuggingEnabled": false,
#             "http20Enabled": true
#           }
#         }
#       }
package guardrails.az_app_no_remote_debugging

deny contains "remote debugging is on" if input.facets.remote_debugging == true
