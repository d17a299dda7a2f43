# METADATA
# title: "S3 bucket access logging"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   id: s3-access-logging
#   severity: low
#   provider: aws
#   kinds: [storage.bucket]
#   needs: [logging.enabled]
#   profiles: [strict, prod]
#   rationale: >-
#     Without access logs nobody can say afterwards who read what.
#   remediation: >-
#     Enable server access logging to a bucket of the logging account.
#   controls: ["CIS AWS 5.0 3.4", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "aws_s3_bucket_logging" "this" {
#         bucket        = aws_s3_bucket.data.id
#         target_bucket = aws_s3_bucket.logs.id
#         target_prefix = "s3/data/"
#       }
#     cloudformation: |
#       Type: AWS::S3::Bucket
#       Properties:
#         LoggingConfiguration:
#           DestinationBucketName: !Ref Logs
#           LogFilePrefix: s3/data/
package guardrails.s3_access_logging

deny contains "server access logging is off" if input.facets.logging.enabled == false
