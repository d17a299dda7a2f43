# METADATA
# title: "Security group: no 0.0.0.0/0 to all ports"
# custom:
#   id: sg-no-open-any
#   severity: critical
#   provider: aws
#   kinds: [network.firewall, network.firewall_rule]
#   types: [aws_security_group, aws_default_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   needs: [rules]
#   rationale: >-
#     A rule that lets everyone in on every port is no firewall.
#   remediation: >-
#     Name the ports and the source networks that the service needs.
#   controls: ["ISO 27001:2022 A.8.20"]
package guardrails.sg_no_open_any

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	rule.all_ports == true
	message := sprintf("all ports are open to the internet%s", [firewall.described(rule)])
}
