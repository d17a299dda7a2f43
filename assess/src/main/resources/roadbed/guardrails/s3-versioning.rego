# METADATA
# title: "S3 bucket versioning"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   id: s3-versioning
#   severity: medium
#   provider: aws
#   kinds: [storage.bucket]
#   needs: [versioning.enabled]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     With versions, an overwritten or deleted object can be brought back, also after ransomware.
#   remediation: >-
#     Enable versioning (aws_s3_bucket_versioning with status Enabled).
#   controls: ["ISO 27001:2022 A.8.13"]
#   examples:
#     terraform: |
#       resource "aws_s3_bucket_versioning" "this" {
#         bucket = aws_s3_bucket.logs.id
#         versioning_configuration {
#           status = "Enabled"
#         }
#       }
#     cloudformation: |
#       Type: AWS::S3::Bucket
#       Properties:
#         VersioningConfiguration:
#           Status: Enabled
#   fix:
#     - types: [aws_s3_bucket]
#       add: {type: aws_s3_bucket_versioning, reference: bucket}
#       set:
#         versioning_configuration.status: "Enabled"
#     - types: ["AWS::S3::Bucket"]
#       set:
#         VersioningConfiguration.Status: "Enabled"
package guardrails.s3_versioning

deny contains "versioning is not enabled" if input.facets.versioning.enabled == false
