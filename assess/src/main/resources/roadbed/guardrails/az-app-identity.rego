# METADATA
# title: "App has a managed identity"
# related_resources:
#   - https://learn.microsoft.com/azure/app-service/overview-security
# custom:
#   id: az-app-identity
#   severity: low
#   provider: azure
#   kinds: [app.service, function]
#   types: [azurerm_app_service, azurerm_linux_web_app, azurerm_windows_web_app, azurerm_function_app, azurerm_linux_function_app, azurerm_windows_function_app]
#   needs: []
#   profiles: [strict, cis]
#   rationale: >-
#     Without one the app needs secrets to reach other services.
#   remediation: >-
#     Add an identity block.
#   controls: ["CIS Azure 3.0 9.5", "ISO 27001:2022 A.5.16"]
#   examples:
#     terraform: |
#       resource "azurerm_linux_web_app" "this" {
#         service_plan_id = azurerm_service_plan.main.id
#         site_config {}
#         identity {
#           type = "SystemAssigned"
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.Web/sites",
#         "identity": {"type": "SystemAssigned"},
#         "properties": {"httpsOnly": true}
#       }
package guardrails.az_app_identity

deny contains "there is no managed identity" if not input.facets.identity.attached
