# METADATA
# title: "App Service TLS 1.2+"
# related_resources:
#   - https://learn.microsoft.com/azure/app-service/overview-security
# custom:
#   id: az-app-tls12
#   severity: high
#   provider: azure
#   kinds: [app.service]
#   needs: [transport.min_version]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     TLS below 1.2 is broken and no longer supported.
#   remediation: >-
#     Set site_config.minimum_tls_version to 1.2.
#   controls: ["CIS Azure 3.0 9.4", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_linux_web_app" "this" {
#         service_plan_id = azurerm_service_plan.main.id
#         site_config {
#           minimum_tls_version = "1.2"
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.Web/sites",
#         "properties": {
#           "siteConfig": {"minTlsVersion": "1.2"}
#         }
#       }
#   fix:
#     - types: [azurerm_linux_web_app, azurerm_windows_web_app]
#       set:
#         site_config.minimum_tls_version: "1.2"
package guardrails.az_app_tls12

deny contains message if {
	input.facets.transport.min_version in {"1.0", "1.1"}
	message := sprintf("TLS %s is accepted", [input.facets.transport.min_version])
}
