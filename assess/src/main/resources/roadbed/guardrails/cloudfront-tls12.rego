# METADATA
# title: "CloudFront TLS 1.2+"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https.html
# custom:
#   id: cloudfront-tls12
#   severity: high
#   provider: aws
#   kinds: [cdn.distribution]
#   types: [aws_cloudfront_distribution]
#   needs: [transport.min_version]
#   profiles: [strict]
#   rationale: >-
#     TLS below 1.2 is broken and no longer supported.
#   remediation: >-
#     Use a certificate of your own with minimum_protocol_version TLSv1.2_2021.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_cloudfront_distribution" "this" {
#         # origins and behaviours left out
#         viewer_certificate {
#           acm_certificate_arn      = aws_acm_certificate.web.arn
#           ssl_support_method       = "sni-only"
#           minimum_protocol_version = "TLSv1.2_2021"
#         }
#       }
#     cloudformation: |
#       Type: AWS::CloudFront::Distribution
#       Properties:
#         DistributionConfig:
#           Enabled: true
#           ViewerCertificate:
#             AcmCertificateArn: !Ref Certificate
#             SslSupportMethod: sni-only
#             MinimumProtocolVersion: TLSv1.2_2021
package guardrails.cloudfront_tls12

deny contains message if {
	input.facets.transport.min_version in {"1.0", "1.1"}
	message := sprintf("TLS %s is accepted", [input.facets.transport.min_version])
}
