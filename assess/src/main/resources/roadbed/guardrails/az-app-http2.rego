# METADATA
# title: "App speaks HTTP/2"
# related_resources:
#   - https://learn.microsoft.com/azure/app-service/configure-common
# custom:
#   id: az-app-http2
#   severity: low
#   provider: azure
#   kinds: [app.service, function]
#   types: [azurerm_app_service, azurerm_linux_web_app, azurerm_windows_web_app, azurerm_function_app, azurerm_linux_function_app, azurerm_windows_function_app]
#   needs: [http2]
#   profiles: [strict, cis]
#   rationale: >-
#     The newer version mends weaknesses of the older one in headers and connections.
#   remediation: >-
#     Switch http2_enabled on.
#   controls: ["CIS Azure 3.0 9.10"]
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
package guardrails.az_app_http2

deny contains "HTTP/2 is off" if input.facets.http2 == false
