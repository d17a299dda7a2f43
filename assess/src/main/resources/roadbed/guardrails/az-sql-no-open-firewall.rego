# METADATA
# title: "SQL firewall not open to any IP"
# related_resources:
#   - https://learn.microsoft.com/azure/azure-sql/database/security-best-practice
# custom:
#   id: az-sql-no-open-firewall
#   severity: critical
#   provider: azure
#   kinds: [database.firewall_rule]
#   needs: [any]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A firewall rule over all addresses leaves nothing but the password between the internet and
#     the data.
#   remediation: >-
#     Name the addresses that need access; use private endpoints for services.
#   controls: ["ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "azurerm_mssql_firewall_rule" "this" {
#         name             = "office"
#         server_id        = azurerm_mssql_server.main.id
#         start_ip_address = "198.51.100.0"
#         end_ip_address   = "198.51.100.255"
#       }
#     arm: |
#       {
#         "type": "Microsoft.Sql/servers/firewallRules",
#         "properties": {
#           "startIpAddress": "198.51.100.0",
#           "endIpAddress": "198.51.100.255"
#         }
#       }
package guardrails.az_sql_no_open_firewall

deny contains "open to every address" if input.facets.any == true
