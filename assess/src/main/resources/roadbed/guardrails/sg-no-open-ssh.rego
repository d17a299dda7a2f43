# METADATA
# title: "Security group: no 0.0.0.0/0 to port 22"
# custom:
#   id: sg-no-open-ssh
#   severity: critical
#   provider: aws
#   kinds: [network.firewall, network.firewall_rule]
#   types: [aws_security_group, aws_default_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   needs: [rules]
#   rationale: >-
#     SSH open to the internet is found within minutes and attacked from then on.
#   remediation: >-
#     Allow port 22 only from known networks, or use a session service that needs no open port.
#   controls: ["CIS AWS 5.0 5.3", "ISO 27001:2022 A.8.20"]
package guardrails.sg_no_open_ssh

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	firewall.covers(rule, "tcp", 22)
	message := sprintf("SSH (port 22) is open to the internet%s", [firewall.described(rule)])
}
