# METADATA
# title: "NSG: no internet to port 3389"
# custom:
#   id: az-nsg-no-open-rdp
#   severity: critical
#   provider: azure
#   kinds: [network.firewall, network.firewall_rule]
#   needs: [rules]
#   rationale: >-
#     RDP open to the internet is found within minutes and attacked from then on.
#   remediation: >-
#     Allow port 3389 only from known networks, or use a session service that needs no open port.
#   controls: ["CIS Azure 4.0 8.1", "ISO 27001:2022 A.8.20"]
package guardrails.az_nsg_no_open_rdp

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	firewall.covers(rule, "tcp", 3389)
	message := sprintf("RDP (port 3389) is open to the internet%s", [firewall.described(rule)])
}
