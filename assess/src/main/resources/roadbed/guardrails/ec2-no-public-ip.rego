# METADATA
# title: "EC2 instance without public IP"
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-security.html
# custom:
#   id: ec2-no-public-ip
#   severity: high
#   provider: aws
#   kinds: [compute.instance, compute.template]
#   needs: [public.ip]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A public address puts the machine itself in front of every scanner on the internet.
#   remediation: >-
#     Leave associate_public_ip_address off, place the instance in a private subnet and publish it
#     through a load balancer.
#   controls: ["ISO 27001:2022 A.8.20", "ISO 27001:2022 A.8.22"]
#   examples:
#     terraform: |
#       resource "aws_instance" "this" {
#         ami                         = data.aws_ami.base.id
#         instance_type               = "t3.micro"
#         associate_public_ip_address = false
#       }
#     cloudformation: |
#       Type: AWS::EC2::Instance
#       Properties:
#         NetworkInterfaces:
#           - DeviceIndex: '0'
#             SubnetId: !Ref PrivateSubnet
#             AssociatePublicIpAddress: false
package guardrails.ec2_no_public_ip

deny contains "the instance gets a public IP address" if input.facets.public.ip == true
