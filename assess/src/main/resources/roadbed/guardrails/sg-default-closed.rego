# METADATA
# title: "Default security group restricts all traffic"
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
# custom:
#   id: sg-default-closed
#   severity: medium
#   provider: aws
#   kinds: [network.vpc]
#   types: [aws_vpc]
#   needs: [default_firewall_closed]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Whatever is started without a group lands in the default one.
#   remediation: >-
#     Declare aws_default_security_group without ingress and egress.
#   controls: ["CIS AWS 5.0 5.5", "ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "aws_default_security_group" "this" {
#         vpc_id = aws_vpc.main.id # no ingress and no egress block: nothing is allowed
#       }
package guardrails.sg_default_closed

deny contains "the default security group lets traffic through" if input.facets.default_firewall_closed == false
