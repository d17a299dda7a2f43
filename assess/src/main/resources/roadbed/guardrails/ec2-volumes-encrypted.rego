# METADATA
# title: "EC2 root and data volumes encrypted"
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-security.html
# custom:
#   id: ec2-volumes-encrypted
#   severity: high
#   provider: aws
#   kinds: [compute.instance, compute.template]
#   types: [aws_instance, aws_launch_template, aws_launch_configuration]
#   needs: [encryption.at_rest]
#   profiles: [strict, cis]
#   rationale: >-
#     Snapshots of a disk that is not encrypted can be read by whoever they are shared with.
#   remediation: >-
#     Set encrypted on each block device, or turn on encryption by default.
#   controls: ["CIS AWS 5.0 5.1.1", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_instance" "this" {
#         ami           = data.aws_ami.base.id
#         instance_type = "t3.micro"
#         root_block_device {
#           encrypted = true
#         }
#       }
#     cloudformation: |
#       Type: AWS::EC2::Instance
#       Properties:
#         BlockDeviceMappings:
#           - DeviceName: /dev/xvda
#             Ebs:
#               Encrypted: true
package guardrails.ec2_volumes_encrypted

deny contains "a volume of the machine is not encrypted" if input.facets.encryption.at_rest == false
