# METADATA
# title: "Kinesis stream encrypted"
# related_resources:
#   - https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html
# custom:
#   id: kinesis-encryption
#   severity: medium
#   provider: aws
#   kinds: [stream]
#   types: [aws_kinesis_stream]
#   needs: [encryption.at_rest]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A stream keeps its records for a day and up to a year.
#   remediation: >-
#     Set the encryption type to KMS, with a key of your own where you must be able to withdraw it.
#   controls: ["NIST 800-53 SC-28", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_kinesis_stream" "clicks" {
#         name            = "clicks"
#         encryption_type = "KMS"
#         kms_key_id      = aws_kms_key.clicks.id
#       }
#     cloudformation: |
#       Type: AWS::Kinesis::Stream
#       Properties:
#         Name: clicks
#         StreamEncryption:
#           EncryptionType: KMS
#           KeyId: !Ref Key
package guardrails.kinesis_encryption

deny contains "records are not encrypted" if input.facets.encryption.at_rest == false
