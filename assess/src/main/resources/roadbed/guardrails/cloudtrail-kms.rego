# METADATA
# title: "CloudTrail logs encrypted with CMK"
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
# custom:
#   id: cloudtrail-kms
#   severity: medium
#   provider: aws
#   kinds: [log.trail]
#   types: [aws_cloudtrail]
#   needs: [encryption.customer_key]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Who may read the audit log is decided twice when it is encrypted with a key of one's own.
#   remediation: >-
#     Set kms_key_id to a customer-managed key.
#   controls: ["CIS AWS 5.0 3.5", "ISO 27001:2022 A.8.15", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_cloudtrail" "this" {
#         name           = "all"
#         s3_bucket_name = aws_s3_bucket.trail.id
#         kms_key_id = aws_kms_key.trail.arn
#       }
#     cloudformation: |
#       Type: AWS::CloudTrail::Trail
#       Properties:
#         S3BucketName: !Ref TrailBucket
#         KMSKeyId: !GetAtt TrailKey.Arn
package guardrails.cloudtrail_kms

deny contains "not encrypted with a customer-managed key" if input.facets.encryption.customer_key == false
