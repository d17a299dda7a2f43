# METADATA
# title: "CloudTrail is recording"
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
# custom:
#   id: cloudtrail-enabled
#   severity: high
#   provider: aws
#   kinds: [log.trail]
#   types: [aws_cloudtrail]
#   needs: [enabled]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     A trail that is switched off proves nothing.
#   remediation: >-
#     Set enable_logging to true.
#   controls: ["CIS AWS 5.0 3.1", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "aws_cloudtrail" "this" {
#         name           = "all"
#         s3_bucket_name = aws_s3_bucket.trail.id
#         enable_logging = true
#       }
#     cloudformation: |
#       Type: AWS::CloudTrail::Trail
#       Properties:
#         S3BucketName: !Ref TrailBucket
#         IsLogging: true
package guardrails.cloudtrail_enabled

deny contains "the trail does not record" if input.facets.enabled == false
