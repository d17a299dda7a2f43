# METADATA
# title: "Firewall: no 0.0.0.0/0 to all ports"
# custom:
#   id: gce-fw-no-open-all
#   severity: critical
#   provider: gcp
#   kinds: [network.firewall]
#   needs: [rules]
#   rationale: >-
#     A rule that lets everyone in on every port is no firewall.
#   remediation: >-
#     Name the ports and the source networks that the service needs.
#   controls: ["ISO 27001:2022 A.8.20"]
package guardrails.gce_fw_no_open_all

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	rule.all_ports == true
	message := sprintf("all ports are open to the internet%s", [firewall.described(rule)])
}
