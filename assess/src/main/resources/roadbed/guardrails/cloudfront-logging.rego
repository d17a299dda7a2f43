# METADATA
# title: "CloudFront writes access logs"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https.html
# custom:
#   id: cloudfront-logging
#   severity: low
#   provider: aws
#   kinds: [cdn.distribution]
#   types: [aws_cloudfront_distribution]
#   needs: [logging.enabled]
#   profiles: [strict]
#   rationale: >-
#     Access logs say who asked for what, and when.
#   remediation: >-
#     Add a logging_config block.
#   controls: ["ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "aws_cloudfront_distribution" "this" {
#         # origins and behaviours left out
#         logging_config {
#           bucket = aws_s3_bucket.logs.bucket_domain_name
#         }
#       }
#     cloudformation: |
#       Type: AWS::CloudFront::Distribution
#       Properties:
#         DistributionConfig:
#           Enabled: true
#           Logging:
#             Bucket: shop-logs.s3.amazonaws.com
package guardrails.cloudfront_logging

deny contains "access logs are off" if input.facets.logging.enabled == false
