# METADATA
# title: "Security group: no database port open to the internet"
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
# custom:
#   id: sg-no-open-database
#   severity: critical
#   provider: aws
#   kinds: [network.firewall, network.firewall_rule]
#   types: [aws_security_group, aws_default_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   needs: [rules]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A database that the internet can reach is attacked by everybody at once.
#   remediation: >-
#     Allow the database's port only from the security groups of its clients.
#   controls: ["ISO 27001:2022 A.8.20"]
#   parameters:
#     - name: ports
#       type: integers
#       default: [1433, 1521, 3306, 5432, 6379, 9200, 11211, 27017]
#       description: ports that must not be open to the internet
#   examples:
#     terraform: |
#       resource "aws_security_group" "this" {
#         vpc_id = aws_vpc.main.id
#         ingress {
#           protocol    = "tcp"
#           from_port   = 5432
#           to_port     = 5432
#           cidr_blocks = ["10.0.0.0/8"]
#         }
#       }
#     cloudformation: |
#       Type: AWS::EC2::SecurityGroup
#       Properties:
#         GroupDescription: office only
#         SecurityGroupIngress:
#           - IpProtocol: tcp
#             FromPort: 5432
#             ToPort: 5432
#             CidrIp: 10.0.0.0/8
package guardrails.sg_no_open_database

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	open := [port |
		some port in data.parameters["sg-no-open-database"].ports
		firewall.covers(rule, "tcp", port)
	]
	count(open) > 0
	message := sprintf("database ports: %v open to the internet%s", [open, firewall.described(rule)])
}
