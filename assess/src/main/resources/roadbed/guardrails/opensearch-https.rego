# METADATA
# title: "OpenSearch enforces HTTPS"
# custom:
#   id: opensearch-https
#   severity: high
#   provider: aws
#   kinds: [search.domain]
#   needs: [transport.endpoint_options]
#   rationale: >-
#     Over plain HTTP, queries and documents travel readable.
#   remediation: >-
#     Set domain_endpoint_options.enforce_https to true.
#   controls: ["ISO 27001:2022 A.8.24"]
package guardrails.opensearch_https

deny contains "plain HTTP is accepted" if {
	input.facets.transport.endpoint_options == true
	input.facets.transport.tls_only == false
}
