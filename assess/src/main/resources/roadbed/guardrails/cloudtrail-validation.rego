# METADATA
# title: "CloudTrail log files are validated"
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
# custom:
#   id: cloudtrail-validation
#   severity: medium
#   provider: aws
#   kinds: [log.trail]
#   types: [aws_cloudtrail]
#   needs: [validation]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Without digests nobody can tell whether a log file was changed.
#   remediation: >-
#     Set enable_log_file_validation to true.
#   controls: ["CIS AWS 5.0 3.2", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "aws_cloudtrail" "this" {
#         name           = "all"
#         s3_bucket_name = aws_s3_bucket.trail.id
#         enable_log_file_validation = true
#       }
#     cloudformation: |
#       Type: AWS::CloudTrail::Trail
#       Properties:
#         S3BucketName: !Ref TrailBucket
#         EnableLogFileValidation: true
#   fix:
#     - types: [aws_cloudtrail]
#       set:
#         enable_log_file_validation: true
#     - types: ["AWS::CloudTrail::Trail"]
#       set:
#         EnableLogFileValidation: true
package guardrails.cloudtrail_validation

deny contains "log file validation is off" if input.facets.validation == false
