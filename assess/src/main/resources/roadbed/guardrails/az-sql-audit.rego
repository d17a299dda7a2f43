# METADATA
# title: "SQL server auditing on"
# custom:
#   id: az-sql-audit
#   severity: medium
#   provider: azure
#   kinds: [database.relational]
#   types: [azurerm_mssql_server, azurerm_sql_server]
#   needs: [logging.enabled]
#   rationale: >-
#     Without auditing nobody can say afterwards who read what.
#   remediation: >-
#     Add an extended auditing policy to the server.
#   controls: ["CIS Azure 3.0 5.1.1", "ISO 27001:2022 A.8.15"]
package guardrails.az_sql_audit

deny contains "auditing is off" if input.facets.logging.enabled == false
