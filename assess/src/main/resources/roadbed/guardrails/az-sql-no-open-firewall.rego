# METADATA
# title: "SQL firewall not open to any IP"
# custom:
#   id: az-sql-no-open-firewall
#   severity: critical
#   provider: azure
#   kinds: [database.firewall_rule]
#   needs: [any]
#   rationale: >-
#     A firewall rule over all addresses leaves nothing but the password between the internet and the data.
#   remediation: >-
#     Name the addresses that need access; use private endpoints for services.
#   controls: ["ISO 27001:2022 A.8.20"]
package guardrails.az_sql_no_open_firewall

deny contains "open to every address" if input.facets.any == true
