# METADATA
# title: "PostgreSQL log_connections on (Azure)"
# related_resources:
#   - https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-server-parameters
# custom:
#   id: az-pg-log-connections
#   severity: low
#   provider: azure
#   kinds: [database.relational]
#   types: [azurerm_postgresql_server, azurerm_postgresql_flexible_server]
#   needs: [flags]
#   profiles: [strict, cis]
#   rationale: >-
#     Who connected is the first question after a leak.
#   remediation: >-
#     Set the server parameter log_connections to on.
#   controls: ["CIS Azure 3.0 5.2.3", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "azurerm_postgresql_flexible_server_configuration" "this" {
#         server_id = azurerm_postgresql_flexible_server.main.id
#         name      = "log_connections"
#         value     = "on"
#       }
#     arm: |
#       {
#         "type": "Microsoft.DBforPostgreSQL/flexibleServers/configurations",
#         "name": "orders/log_connections",
#         "properties": {"value": "on", "source": "user-override"}
#       }
package guardrails.az_pg_log_connections

deny contains "log_connections is not on" if lower(object.get(input.facets.flags, "log_connections", "on")) != "on"
