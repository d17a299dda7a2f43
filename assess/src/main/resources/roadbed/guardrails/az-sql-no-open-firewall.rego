# METADATA
# title: "SQL firewall not open to any IP"
# custom:
#   id: az-sql-no-open-firewall
#   severity: critical
#   provider: azure
#   kinds: [database.firewall_rule]
#   needs: [any]
#   rationale: >-
#     A firewall rule from 0.0.0.0 opens the server to every address, or to every customer of the
#     cloud.
#   remediation: >-
#     Name the addresses that need access; use private endpoints for services.
#   controls: ["ISO 27001:2022 A.8.20"]
package guardrails.az_sql_no_open_firewall

deny contains "open to every address" if input.facets.any == true

deny contains "open to every service of the cloud" if {
	input.facets.any == false
	input.facets.azure_services == true
}
