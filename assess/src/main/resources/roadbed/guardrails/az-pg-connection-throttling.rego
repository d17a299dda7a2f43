# METADATA
# title: "PostgreSQL throttles failed logins (Azure)"
# related_resources:
#   - https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-server-parameters
# custom:
#   id: az-pg-connection-throttling
#   severity: low
#   provider: azure
#   kinds: [database.relational]
#   types: [azurerm_postgresql_server, azurerm_postgresql_flexible_server]
#   needs: [flags]
#   profiles: [strict, cis]
#   rationale: >-
#     Without throttling passwords can be guessed at full speed.
#   remediation: >-
#     Set the server parameter connection_throttle.enable to on.
#   controls: ["CIS Azure 3.0 5.2.4", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "azurerm_postgresql_flexible_server_configuration" "this" {
#         server_id = azurerm_postgresql_flexible_server.main.id
#         name      = "connection_throttle.enable"
#         value     = "on"
#       }
#     arm: |
#       {
#         "type": "Microsoft.DBforPostgreSQL/flexibleServers/configurations",
#         "name": "orders/connection_throttle.enable",
#         "properties": {"value": "on", "source": "user-override"}
#       }
package guardrails.az_pg_connection_throttling

# One server's name of it, and the other's.
names := ["connection_throttle.enable", "connection_throttling"]

deny contains "connection throttling is not on" if {
	some name in names
	lower(input.facets.flags[name]) != "on"
}
