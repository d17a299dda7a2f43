# METADATA
# title: "SQL server TLS 1.2+"
# related_resources:
#   - https://learn.microsoft.com/azure/azure-sql/database/security-best-practice
# custom:
#   id: az-sql-tls12
#   severity: high
#   provider: azure
#   kinds: [database.relational]
#   types: [azurerm_mssql_server, azurerm_sql_server]
#   needs: [transport.min_version]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     TLS below 1.2 is broken and no longer supported.
#   remediation: >-
#     Set minimum_tls_version to 1.2.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_mssql_server" "this" {
#         name    = "orders"
#         version = "12.0"
#         minimum_tls_version = "1.2"
#       }
#     arm: |
#       {
#         "type": "Microsoft.Sql/servers",
#         "properties": {
#           "minimalTlsVersion": "1.2"
#         }
#       }
package guardrails.az_sql_tls12

deny contains message if {
	input.facets.transport.min_version in {"1.0", "1.1"}
	message := sprintf("TLS %s is accepted", [input.facets.transport.min_version])
}
