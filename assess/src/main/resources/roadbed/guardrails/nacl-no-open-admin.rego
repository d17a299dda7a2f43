# METADATA
# title: "Network ACL: no administration port open to the internet"
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
# custom:
#   id: nacl-no-open-admin
#   severity: medium
#   provider: aws
#   kinds: [network.firewall, network.firewall_rule]
#   types: [aws_network_acl, aws_default_network_acl, aws_network_acl_rule]
#   needs: [rules]
#   profiles: [strict, cis]
#   rationale: >-
#     A network ACL is the second line where a security group is too wide.
#   remediation: >-
#     Allow ports 22 and 3389 only from known networks.
#   controls: ["CIS AWS 5.0 5.2", "ISO 27001:2022 A.8.20"]
#   parameters:
#     - name: ports
#       type: integers
#       default: [22, 3389]
#       description: ports that must not be open to the internet
#   examples:
#     terraform: |
#       resource "aws_network_acl_rule" "this" {
#         network_acl_id = aws_network_acl.main.id
#         rule_number    = 100
#         protocol       = "tcp"
#         rule_action    = "allow"
#         cidr_block     = "10.0.0.0/8"
#         from_port      = 22
#         to_port        = 22
#       }
#     cloudformation: |
#       Type: AWS::EC2::NetworkAclEntry
#       Properties:
#         NetworkAclId: !Ref Acl
#         RuleNumber: 100
#         Protocol: 6
#         RuleAction: allow
#         CidrBlock: 198.51.100.0/24
#         PortRange:
#           From: 22
#           To: 22
package guardrails.nacl_no_open_admin

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	open := [port |
		some port in data.parameters["nacl-no-open-admin"].ports
		firewall.covers(rule, "tcp", port)
	]
	count(open) > 0
	message := sprintf("administration ports: %v open to the internet%s", [open, firewall.described(rule)])
}
