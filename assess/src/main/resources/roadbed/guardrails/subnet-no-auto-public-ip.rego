# METADATA
# title: "Subnet does not give out public addresses"
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
# custom:
#   id: subnet-no-auto-public-ip
#   severity: medium
#   provider: aws
#   kinds: [network.subnet]
#   types: [aws_subnet]
#   needs: [public.ip_on_launch]
#   profiles: [strict]
#   rationale: >-
#     A machine that nobody meant to publish is on the internet all the same.
#   remediation: >-
#     Set map_public_ip_on_launch to false and give addresses out where they are meant.
#   controls: ["ISO 27001:2022 A.8.20", "ISO 27001:2022 A.8.22"]
#   examples:
#     terraform: |
#       resource "aws_subnet" "this" {
#         vpc_id                  = aws_vpc.main.id
#         cidr_block              = "10.0.1.0/24"
#         map_public_ip_on_launch = false
#       }
#     cloudformation: |
#       Type: AWS::EC2::Subnet
#       Properties:
#         VpcId: !Ref Vpc
#         CidrBlock: 10.0.1.0/24
#         MapPublicIpOnLaunch: false
package guardrails.subnet_no_auto_public_ip

deny contains "every machine gets a public address" if input.facets.public.ip_on_launch == true
