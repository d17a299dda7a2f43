# METADATA
# title: "CloudTrail in all regions"
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
# custom:
#   id: cloudtrail-multi-region
#   severity: high
#   provider: aws
#   kinds: [log.trail]
#   types: [aws_cloudtrail]
#   needs: [multi_region]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     An attacker works in the region that nobody looks at.
#   remediation: >-
#     Set is_multi_region_trail to true.
#   controls: ["CIS AWS 5.0 3.1", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "aws_cloudtrail" "this" {
#         name           = "all"
#         s3_bucket_name = aws_s3_bucket.trail.id
#         is_multi_region_trail = true
#       }
#     cloudformation: |
#       Type: AWS::CloudTrail::Trail
#       Properties:
#         S3BucketName: !Ref TrailBucket
#         IsMultiRegionTrail: true
#   fix:
#     - types: [aws_cloudtrail]
#       set:
#         is_multi_region_trail: true
#     - types: ["AWS::CloudTrail::Trail"]
#       set:
#         IsMultiRegionTrail: true
package guardrails.cloudtrail_multi_region

deny contains "the trail records one region only" if input.facets.multi_region == false
