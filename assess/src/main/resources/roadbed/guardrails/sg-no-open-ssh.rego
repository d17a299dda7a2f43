# METADATA
# title: "Security group: no 0.0.0.0/0 to port 22"
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
# custom:
#   id: sg-no-open-ssh
#   severity: critical
#   provider: aws
#   kinds: [network.firewall, network.firewall_rule]
#   types: [aws_security_group, aws_default_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   needs: [rules]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     SSH open to the internet is found within minutes and attacked from then on.
#   remediation: >-
#     Allow port 22 only from known networks, or use a session service that needs no open port.
#   controls: ["CIS AWS 5.0 5.3", "CIS AWS 5.0 5.4", "ISO 27001:2022 A.8.20"]
#   parameters:
#     - name: ports
#       type: integers
#       default: [22]
#       description: ports that must not be open to the internet
#   examples:
#     terraform: |
#       resource "aws_security_group" "this" {
#         vpc_id = aws_vpc.main.id
#         ingress {
#           protocol    = "tcp"
#           from_port   = 22
#           to_port     = 22
#           cidr_blocks = ["10.0.0.0/8"]
#         }
#       }
#     cloudformation: |
#       Type: AWS::EC2::SecurityGroup
#       Properties:
#         GroupDescription: office only
#         SecurityGroupIngress:
#           - IpProtocol: tcp
#             FromPort: 22
#             ToPort: 22
#             CidrIp: 10.0.0.0/8
package guardrails.sg_no_open_ssh

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	some port in data.parameters["sg-no-open-ssh"].ports
	firewall.covers(rule, "tcp", port)
	message := sprintf("SSH (port %d) is open to the internet%s", [port, firewall.described(rule)])
}
