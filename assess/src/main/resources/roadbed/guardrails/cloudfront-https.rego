# METADATA
# title: "CloudFront does not serve plain HTTP"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https.html
# custom:
#   id: cloudfront-https
#   severity: high
#   provider: aws
#   kinds: [cdn.distribution]
#   types: [aws_cloudfront_distribution]
#   needs: [transport.tls_only]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Over plain HTTP, sessions and data travel readable.
#   remediation: >-
#     Set viewer_protocol_policy to redirect-to-https or https-only in every behaviour.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_cloudfront_distribution" "this" {
#         # origins left out
#         default_cache_behavior {
#           viewer_protocol_policy = "redirect-to-https"
#         }
#       }
#     cloudformation: |
#       Type: AWS::CloudFront::Distribution
#       Properties:
#         DistributionConfig:
#           Enabled: true
#           DefaultCacheBehavior:
#             TargetOriginId: site
#             ViewerProtocolPolicy: redirect-to-https
package guardrails.cloudfront_https

deny contains "a behaviour allows plain HTTP" if input.facets.transport.tls_only == false
