# METADATA
# title: "SNS topic encrypted"
# custom:
#   id: sns-encryption
#   severity: medium
#   provider: aws
#   kinds: [topic]
#   types: [aws_sns_topic]
#   needs: [encryption.at_rest]
#   rationale: >-
#     Messages wait in the topic; encrypted, they wait as noise.
#   remediation: >-
#     Set kms_master_key_id.
#   controls: ["ISO 27001:2022 A.8.24"]
package guardrails.sns_encryption

deny contains "not encrypted at rest" if input.facets.encryption.at_rest == false
