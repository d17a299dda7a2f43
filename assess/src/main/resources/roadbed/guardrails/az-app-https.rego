# METADATA
# title: "App Service HTTPS only"
# related_resources:
#   - https://learn.microsoft.com/azure/app-service/overview-security
# custom:
#   id: az-app-https
#   severity: high
#   provider: azure
#   kinds: [app.service]
#   needs: [transport.tls_only]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Over plain HTTP, sessions and data travel readable.
#   remediation: >-
#     Set https_only to true.
#   controls: ["CIS Azure 3.0 9.1", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_linux_web_app" "this" {
#         service_plan_id = azurerm_service_plan.main.id
#         https_only      = true
#         site_config {}
#       }
#     arm: |
#       {
#         "type": "Microsoft.Web/sites",
#         "properties": {
#           "httpsOnly": true
#         }
#       }
#   fix:
#     - types: [azurerm_linux_web_app, azurerm_windows_web_app, azurerm_app_service]
#       set:
#         https_only: true
package guardrails.az_app_https

deny contains "plain HTTP is accepted" if input.facets.transport.tls_only == false
