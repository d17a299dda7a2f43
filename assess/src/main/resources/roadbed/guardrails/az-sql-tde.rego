# METADATA
# title: "SQL database encrypts its data"
# related_resources:
#   - https://learn.microsoft.com/azure/azure-sql/database/security-best-practice
# custom:
#   id: az-sql-tde
#   severity: high
#   provider: azure
#   kinds: [database.relational]
#   types: [azurerm_mssql_database]
#   needs: [encryption.at_rest]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Backups of a database that is not encrypted are not either.
#   remediation: >-
#     Set transparent_data_encryption_enabled to true.
#   controls: ["CIS Azure 3.0 5.1.5", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_mssql_database" "this" {
#         name                                = "orders"
#         server_id                           = azurerm_mssql_server.main.id
#         transparent_data_encryption_enabled = true
#       }
#     arm: |
#       {
#         "type": "Microsoft.Sql/servers/databases/transparentDataEncryption",
#         "name": "orders/orders/current",
#         "properties": {"state": "Enabled"}
#       }
package guardrails.az_sql_tde

deny contains "transparent data encryption is off" if input.facets.encryption.at_rest == false
