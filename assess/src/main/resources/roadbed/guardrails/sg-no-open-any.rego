# METADATA
# title: "Security group: no 0.0.0.0/0 to all ports"
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
# custom:
#   id: sg-no-open-any
#   severity: critical
#   provider: aws
#   kinds: [network.firewall, network.firewall_rule]
#   types: [aws_security_group, aws_default_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   needs: [rules]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A rule that lets everyone in on every port is no firewall.
#   remediation: >-
#     Name the ports and the source networks that the service needs.
#   controls: ["ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "aws_security_group" "this" {
#         vpc_id = aws_vpc.main.id
#         ingress {
#           protocol    = "tcp"
#           from_port   = 443
#           to_port     = 443
#           cidr_blocks = ["10.0.0.0/8"]
#         }
#       }
#     cloudformation: |
#       Type: AWS::EC2::SecurityGroup
#       Properties:
#         GroupDescription: office only
#         SecurityGroupIngress:
#           - IpProtocol: tcp
#             FromPort: 443
#             ToPort: 443
#             CidrIp: 10.0.0.0/8
package guardrails.sg_no_open_any

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	rule.all_ports == true
	message := sprintf("all ports are open to the internet%s", [firewall.described(rule)])
}
