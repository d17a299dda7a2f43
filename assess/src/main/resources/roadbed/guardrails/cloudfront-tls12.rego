# METADATA
# title: "CloudFront TLS 1.2+"
# custom:
#   id: cloudfront-tls12
#   severity: high
#   provider: aws
#   kinds: [cdn.distribution]
#   types: [aws_cloudfront_distribution]
#   needs: [transport.min_version]
#   rationale: >-
#     TLS below 1.2 is broken and no longer supported.
#   remediation: >-
#     Use a certificate of your own with minimum_protocol_version TLSv1.2_2021.
#   controls: ["ISO 27001:2022 A.8.24"]
package guardrails.cloudfront_tls12

deny contains message if {
	input.facets.transport.min_version in {"1.0", "1.1"}
	message := sprintf("TLS %s is accepted", [input.facets.transport.min_version])
}
