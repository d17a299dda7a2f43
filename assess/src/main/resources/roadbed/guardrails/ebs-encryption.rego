# METADATA
# title: "EBS volume encrypted"
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
# custom:
#   id: ebs-encryption
#   severity: high
#   provider: aws
#   kinds: [storage.volume]
#   types: [aws_ebs_volume]
#   needs: [encryption.at_rest]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Volumes and their snapshots leave the machine; encrypted, they leave as noise.
#   remediation: >-
#     Set encrypted to true, with a customer-managed key where the data class asks for it; better,
#     turn on EBS encryption by default in the account.
#   controls: ["CIS AWS 5.0 5.1.1", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_ebs_volume" "this" {
#         availability_zone = "eu-central-1a"
#         size              = 40
#         encrypted         = true
#       }
#     cloudformation: |
#       Type: AWS::EC2::Volume
#       Properties:
#         AvailabilityZone: eu-central-1a
#         Size: 40
#         Encrypted: true
#   fix:
#     - types: [aws_ebs_volume]
#       set:
#         encrypted: true
#     - types: ["AWS::EC2::Volume"]
#       set:
#         Encrypted: true
package guardrails.ebs_encryption

deny contains "the volume is not encrypted" if input.facets.encryption.at_rest == false
