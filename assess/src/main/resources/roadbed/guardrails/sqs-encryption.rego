# METADATA
# title: "SQS queue encrypted"
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
# custom:
#   id: sqs-encryption
#   severity: medium
#   provider: aws
#   kinds: [queue]
#   types: [aws_sqs_queue]
#   needs: [encryption.configured]
#   profiles: [strict]
#   rationale: >-
#     Messages wait in the queue for days; encrypted, they wait as noise.
#   remediation: >-
#     Set kms_master_key_id, or sqs_managed_sse_enabled to true.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_sqs_queue" "this" {
#         name                    = "orders"
#         sqs_managed_sse_enabled = true
#       }
#     cloudformation: |
#       Type: AWS::SQS::Queue
#       Properties:
#         SqsManagedSseEnabled: true
package guardrails.sqs_encryption

deny contains "no encryption is configured" if input.facets.encryption.configured == false
