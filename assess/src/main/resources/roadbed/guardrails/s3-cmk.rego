# METADATA
# title: "S3 bucket encrypted with a customer key"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   id: s3-cmk
#   severity: medium
#   provider: aws
#   kinds: [storage.bucket]
#   needs: [encryption.customer_key]
#   profiles: [strict]
#   rationale: >-
#     A key of one's own can be audited, rotated and withdrawn; the provider's cannot.
#   remediation: >-
#     Configure server-side encryption with aws:kms and a customer-managed key.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
#         bucket = aws_s3_bucket.logs.id
#         rule {
#           apply_server_side_encryption_by_default {
#             sse_algorithm     = "aws:kms"
#             kms_master_key_id = aws_kms_key.logs.arn
#           }
#         }
#       }
#     cloudformation: |
#       Type: AWS::S3::Bucket
#       Properties:
#         BucketEncryption:
#           ServerSideEncryptionConfiguration:
#             - ServerSideEncryptionByDefault:
#                 SSEAlgorithm: aws:kms
#                 KMSMasterKeyID: !GetAtt LogsKey.Arn
package guardrails.s3_cmk

deny contains "not encrypted with a customer-managed key" if input.facets.encryption.customer_key == false
