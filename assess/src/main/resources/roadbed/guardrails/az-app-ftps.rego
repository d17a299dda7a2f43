# METADATA
# title: "App does not accept FTP"
# related_resources:
#   - https://learn.microsoft.com/azure/app-service/overview-security
# custom:
#   id: az-app-ftps
#   severity: medium
#   provider: azure
#   kinds: [app.service, function]
#   types: [azurerm_app_service, azurerm_linux_web_app, azurerm_windows_web_app, azurerm_function_app, azurerm_linux_function_app, azurerm_windows_function_app]
#   needs: [transport.ftp]
#   profiles: [strict, cis]
#   rationale: >-
#     FTP sends password and code readable.
#   remediation: >-
#     Set site_config.ftps_state to Disabled or FtpsOnly.
#   controls: ["CIS Azure 3.0 9.3", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_linux_web_app" "this" {
#         service_plan_id = azurerm_service_plan.main.id
#         site_config {
#           ftps_state = "Disabled"
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.Web/sites",
#         "properties": {
#           "siteConfig": {"ftpsState": "Disabled"}
#         }
#       }
package guardrails.az_app_ftps

deny contains "plain FTP is accepted" if input.facets.transport.ftp == "all"
