# METADATA
# title: "Default security group restricts all traffic"
# custom:
#   id: sg-default-closed
#   severity: medium
#   provider: aws
#   kinds: [network.vpc]
#   types: [aws_vpc]
#   needs: [default_firewall_closed]
#   rationale: >-
#     Whatever is started without a group lands in the default one.
#   remediation: >-
#     Declare aws_default_security_group without ingress and egress.
#   controls: ["CIS AWS 5.0 5.5", "ISO 27001:2022 A.8.20"]
package guardrails.sg_default_closed

deny contains "the default security group has rules" if input.facets.default_firewall_closed == false
