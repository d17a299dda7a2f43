# METADATA
# title: "SQL server public access off"
# related_resources:
#   - https://learn.microsoft.com/azure/azure-sql/database/security-best-practice
# custom:
#   id: az-sql-no-public
#   severity: high
#   provider: azure
#   kinds: [database.relational]
#   types: [azurerm_mssql_server, azurerm_sql_server]
#   needs: [public.network_access]
#   profiles: [strict]
#   rationale: >-
#     A database on the public network needs only one weak password to be everybody's.
#   remediation: >-
#     Set public_network_access_enabled to false and use private endpoints.
#   controls: ["ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "azurerm_mssql_server" "this" {
#         name    = "orders"
#         version = "12.0"
#         public_network_access_enabled = false
#       }
#     arm: |
#       {
#         "type": "Microsoft.Sql/servers",
#         "properties": {
#           "publicNetworkAccess": "Disabled"
#         }
#       }
#   fix:
#     - types: [azurerm_mssql_server]
#       set:
#         public_network_access_enabled: false
package guardrails.az_sql_no_public

deny contains "public network access is on" if input.facets.public.network_access == true
