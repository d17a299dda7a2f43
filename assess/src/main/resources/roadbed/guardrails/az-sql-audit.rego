# METADATA
# title: "SQL server auditing on"
# related_resources:
#   - https://learn.microsoft.com/azure/azure-sql/database/security-best-practice
# custom:
#   id: az-sql-audit
#   severity: medium
#   provider: azure
#   kinds: [database.relational]
#   types: [azurerm_mssql_server, azurerm_sql_server]
#   needs: [logging.enabled]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Without auditing nobody can say afterwards who read what.
#   remediation: >-
#     Add an extended auditing policy to the server.
#   controls: ["CIS Azure 3.0 5.1.1", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "azurerm_mssql_server_extended_auditing_policy" "this" {
#         server_id         = azurerm_mssql_server.main.id
#         storage_endpoint  = azurerm_storage_account.logs.primary_blob_endpoint
#         retention_in_days = 120
#       }
#     arm: |
#       {
#         "type": "Microsoft.Sql/servers/extendedAuditingSettings",
#         "name": "orders/default",
#         "properties": {
#           "state": "Enabled",
#           "storageEndpoint": "[parameters('logs')]"
#         }
#       }
package guardrails.az_sql_audit

deny contains "auditing is off" if input.facets.logging.enabled == false
