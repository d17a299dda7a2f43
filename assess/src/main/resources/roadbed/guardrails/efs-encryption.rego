# METADATA
# title: "EFS encrypted at rest"
# related_resources:
#   - https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html
# custom:
#   id: efs-encryption
#   severity: high
#   provider: aws
#   kinds: [storage.filesystem]
#   types: [aws_efs_file_system]
#   needs: [encryption.at_rest]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Backups of a file system that is not encrypted are not either.
#   remediation: >-
#     Set encrypted to true; it cannot be changed later.
#   controls: ["CIS AWS 5.0 2.3.1", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_efs_file_system" "this" {
#         encrypted = true
#       }
#     cloudformation: |
#       Type: AWS::EFS::FileSystem
#       Properties:
#         Encrypted: true
#   fix:
#     - types: [aws_efs_file_system]
#       set:
#         encrypted: true
#     - types: ["AWS::EFS::FileSystem"]
#       set:
#         Encrypted: true
package guardrails.efs_encryption

deny contains "not encrypted at rest" if input.facets.encryption.at_rest == false
