# METADATA
# title: "NSG flow log retention >= 90 days"
# custom:
#   id: az-nsg-flow-logs
#   severity: medium
#   provider: azure
#   kinds: [network.flowlog]
#   types: [azurerm_network_watcher_flow_log]
#   needs: [logging.enabled, logging.retention_enabled, logging.retention_days]
#   rationale: >-
#     Flow logs that are gone after a month do not answer questions about an intrusion found after
#     two.
#   remediation: >-
#     Enable the flow log with a retention of at least 90 days, or 0 for ever.
#   controls: ["CIS Azure 3.0 7.5", "ISO 27001:2022 A.8.15"]
package guardrails.az_nsg_flow_logs

deny contains "the flow log is off" if input.facets.logging.enabled == false

deny contains "retention is off" if {
	input.facets.logging.enabled == true
	input.facets.logging.retention_enabled == false
}

deny contains message if {
	input.facets.logging.enabled == true
	input.facets.logging.retention_enabled == true
	input.facets.logging.retention_days != 0
	input.facets.logging.retention_days < 90
	message := sprintf("kept for %d days", [input.facets.logging.retention_days])
}
