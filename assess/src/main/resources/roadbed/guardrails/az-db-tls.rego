# METADATA
# title: "Azure database server requires TLS"
# related_resources:
#   - https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-networking-ssl-tls
# custom:
#   id: az-db-tls
#   severity: high
#   provider: azure
#   kinds: [database.relational]
#   types: [azurerm_postgresql_server, azurerm_postgresql_flexible_server, azurerm_mysql_server, azurerm_mysql_flexible_server, azurerm_mariadb_server]
#   needs: [transport.tls_only]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Passwords and rows travel readable.
#   remediation: >-
#     Set ssl_enforcement_enabled, or the parameter require_secure_transport to on.
#   controls: ["CIS Azure 3.0 5.2.1", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_postgresql_server" "this" {
#         ssl_enforcement_enabled          = true
#         ssl_minimal_tls_version_enforced = "TLS1_2"
#       }
#     arm: |
#       {
#         "type": "Microsoft.DBforPostgreSQL/servers",
#         "properties": {
#           "sslEnforcement": "Enabled",
#           "minimalTlsVersion": "TLS1_2"
#         }
#       }
package guardrails.az_db_tls

deny contains "connections without TLS are accepted" if input.facets.transport.tls_only == false
