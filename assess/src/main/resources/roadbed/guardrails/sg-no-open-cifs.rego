# METADATA
# title: "Security group: no 0.0.0.0/0 to file shares"
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
# custom:
#   id: sg-no-open-cifs
#   severity: high
#   provider: aws
#   kinds: [network.firewall, network.firewall_rule]
#   types: [aws_security_group, aws_default_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   needs: [rules]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     File shares on the internet are how many worms and thieves of data come in.
#   remediation: >-
#     Allow the port only from the networks of the clients.
#   controls: ["CIS AWS 5.0 5.1.2", "ISO 27001:2022 A.8.20"]
#   parameters:
#     - name: ports
#       type: integers
#       default: [139, 445]
#       description: ports that must not be open to the internet
#   examples:
#     terraform: |
#       resource "aws_security_group" "this" {
#         vpc_id = aws_vpc.main.id
#         ingress {
#           protocol    = "tcp"
#           from_port   = 445
#           to_port     = 445
#           cidr_blocks = ["10.0.0.0/8"]
#         }
#       }
#     cloudformation: |
#       Type: AWS::EC2::SecurityGroup
#       Properties:
#         GroupDescription: office only
#         SecurityGroupIngress:
#           - IpProtocol: tcp
#             FromPort: 445
#             ToPort: 445
#             CidrIp: 10.0.0.0/8
package guardrails.sg_no_open_cifs

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	open := [port |
		some port in data.parameters["sg-no-open-cifs"].ports
		firewall.covers(rule, "tcp", port)
	]
	count(open) > 0
	message := sprintf("ports of file shares: %v open to the internet%s", [open, firewall.described(rule)])
}
