# METADATA
# title: "S3 bucket encrypted at rest"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   id: s3-encryption-at-rest
#   severity: high
#   provider: aws
#   kinds: [storage.bucket]
#   needs: [encryption.at_rest]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Data at rest must be unreadable to whoever gets hold of the medium.
#   remediation: >-
#     Configure server-side encryption with aws:kms or AES256.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
#         bucket = aws_s3_bucket.logs.id
#         rule {
#           apply_server_side_encryption_by_default {
#             sse_algorithm = "AES256"
#           }
#         }
#       }
#     cloudformation: |
#       Type: AWS::S3::Bucket
#       Properties:
#         BucketEncryption:
#           ServerSideEncryptionConfiguration:
#             - ServerSideEncryptionByDefault:
#                 SSEAlgorithm: AES256
package guardrails.s3_encryption_at_rest

deny contains "objects are not encrypted at rest" if input.facets.encryption.at_rest == false
