# METADATA
# title: "SQS queue encrypted"
# custom:
#   id: sqs-encryption
#   severity: medium
#   provider: aws
#   kinds: [queue]
#   types: [aws_sqs_queue]
#   needs: [encryption.at_rest]
#   rationale: >-
#     Messages wait in the queue for days; encrypted, they wait as noise.
#   remediation: >-
#     Set kms_master_key_id, or sqs_managed_sse_enabled to true.
#   controls: ["ISO 27001:2022 A.8.24"]
package guardrails.sqs_encryption

deny contains "not encrypted at rest" if input.facets.encryption.at_rest == false
