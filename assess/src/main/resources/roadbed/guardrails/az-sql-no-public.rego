# METADATA
# title: "SQL server public access off"
# custom:
#   id: az-sql-no-public
#   severity: high
#   provider: azure
#   kinds: [database.relational]
#   types: [azurerm_mssql_server, azurerm_sql_server]
#   needs: [public.network_access]
#   rationale: >-
#     A database on the public network needs only one weak password to be everybody's.
#   remediation: >-
#     Set public_network_access_enabled to false and use private endpoints.
#   controls: ["ISO 27001:2022 A.8.20"]
package guardrails.az_sql_no_public

deny contains "public network access is on" if input.facets.public.network_access == true
