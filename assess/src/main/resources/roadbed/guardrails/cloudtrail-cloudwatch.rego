# METADATA
# title: "CloudTrail delivers to CloudWatch Logs"
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
# custom:
#   id: cloudtrail-cloudwatch
#   severity: low
#   provider: aws
#   kinds: [log.trail]
#   types: [aws_cloudtrail]
#   needs: [cloudwatch]
#   profiles: [strict, cis]
#   rationale: >-
#     Alarms need events while they are new.
#   remediation: >-
#     Give the trail a log group and a role.
#   controls: ["ISO 27001:2022 A.8.16"]
#   examples:
#     terraform: |
#       resource "aws_cloudtrail" "this" {
#         name           = "all"
#         s3_bucket_name = aws_s3_bucket.trail.id
#         cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.trail.arn}:*"
#         cloud_watch_logs_role_arn  = aws_iam_role.trail.arn
#       }
#     cloudformation: |
#       Type: AWS::CloudTrail::Trail
#       Properties:
#         S3BucketName: !Ref TrailBucket
#         CloudWatchLogsLogGroupArn: !GetAtt TrailLogs.Arn
#         CloudWatchLogsRoleArn: !GetAtt TrailRole.Arn
package guardrails.cloudtrail_cloudwatch

deny contains "nothing is delivered to CloudWatch Logs" if input.facets.cloudwatch == false
