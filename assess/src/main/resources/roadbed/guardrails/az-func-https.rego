# METADATA
# title: "Function app HTTPS only"
# related_resources:
#   - https://learn.microsoft.com/azure/azure-functions/security-concepts
# custom:
#   id: az-func-https
#   severity: high
#   provider: azure
#   kinds: [function]
#   needs: [transport.tls_only]
#   profiles: [strict]
#   rationale: >-
#     Over plain HTTP, keys of the function and data travel readable.
#   remediation: >-
#     Set https_only to true, and leave require_https of the authentication settings on.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_linux_function_app" "this" {
#         service_plan_id = azurerm_service_plan.main.id
#         https_only      = true
#         site_config {}
#       }
#     arm: |
#       {
#         "type": "Microsoft.Web/sites",
#         "kind": "functionapp,linux",
#         "properties": {
#           "httpsOnly": true
#         }
#       }
#   fix:
#     - types: [azurerm_linux_function_app, azurerm_windows_function_app, azurerm_function_app]
#       set:
#         https_only: true
package guardrails.az_func_https

deny contains "plain HTTP is accepted" if input.facets.transport.tls_only == false

deny contains "authentication does not require HTTPS" if {
	input.facets.transport.tls_only == true
	input.facets.transport.auth_requires_https == false
}
