# METADATA
# title: "PostgreSQL log_checkpoints on (Azure)"
# related_resources:
#   - https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-server-parameters
# custom:
#   id: az-pg-log-checkpoints
#   severity: low
#   provider: azure
#   kinds: [database.relational]
#   types: [azurerm_postgresql_server, azurerm_postgresql_flexible_server]
#   needs: [flags]
#   profiles: [strict, cis]
#   rationale: >-
#     Checkpoints in the log tell slow disks from slow queries.
#   remediation: >-
#     Set the server parameter log_checkpoints to on.
#   controls: ["CIS Azure 3.0 5.2.2", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "azurerm_postgresql_flexible_server_configuration" "this" {
#         server_id = azurerm_postgresql_flexible_server.main.id
#         name      = "log_checkpoints"
#         value     = "on"
#       }
#     arm: |
#       {
#         "type": "Microsoft.DBforPostgreSQL/flexibleServers/configurations",
#         "name": "orders/log_checkpoints",
#         "properties": {"value": "on", "source": "user-override"}
#       }
package guardrails.az_pg_log_checkpoints

deny contains "log_checkpoints is not on" if lower(object.get(input.facets.flags, "log_checkpoints", "on")) != "on"
