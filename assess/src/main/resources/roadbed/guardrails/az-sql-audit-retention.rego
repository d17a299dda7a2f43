# METADATA
# title: "SQL auditing is kept for more than 90 days"
# related_resources:
#   - https://learn.microsoft.com/azure/azure-sql/database/security-best-practice
# custom:
#   id: az-sql-audit-retention
#   severity: low
#   provider: azure
#   kinds: [database.relational]
#   types: [azurerm_mssql_server, azurerm_sql_server]
#   needs: [logging.auditing]
#   profiles: [strict, cis]
#   rationale: >-
#     Intrusions are found months later.
#   remediation: >-
#     Set retention_in_days of the auditing policy to more than 90, or 0 for ever.
#   controls: ["CIS Azure 3.0 5.1.6", "ISO 27001:2022 A.8.15"]
#   parameters:
#     - name: days
#       type: integer
#       default: 91
#       description: least number of days
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
#           "retentionDays": 120,
#           "storageEndpoint": "[parameters('logs')]"
#         }
#       }
package guardrails.az_sql_audit_retention

deny contains message if {
	input.facets.logging.auditing == true
	days := input.facets.logging.retention_days
	days != 0
	days < data.parameters["az-sql-audit-retention"].days
	message := sprintf("kept for %d days", [days])
}
