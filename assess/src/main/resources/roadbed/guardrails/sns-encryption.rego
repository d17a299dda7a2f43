# METADATA
# title: "SNS topic encrypted"
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
# custom:
#   id: sns-encryption
#   severity: medium
#   provider: aws
#   kinds: [topic]
#   types: [aws_sns_topic]
#   needs: [encryption.at_rest]
#   profiles: [strict]
#   rationale: >-
#     Messages wait in the topic; encrypted, they wait as noise.
#   remediation: >-
#     Set kms_master_key_id.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_sns_topic" "this" {
#         name              = "orders"
#         kms_master_key_id = aws_kms_key.messages.id
#       }
#     cloudformation: |
#       Type: AWS::SNS::Topic
#       Properties:
#         KmsMasterKeyId: !Ref MessagesKey
package guardrails.sns_encryption

deny contains "not encrypted at rest" if input.facets.encryption.at_rest == false
