# METADATA
# title: "OpenSearch enforces HTTPS"
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/security.html
# custom:
#   id: opensearch-https
#   severity: high
#   provider: aws
#   kinds: [search.domain]
#   needs: [transport.endpoint_options]
#   profiles: [strict]
#   rationale: >-
#     Over plain HTTP, queries and documents travel readable.
#   remediation: >-
#     Set domain_endpoint_options.enforce_https to true.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_opensearch_domain" "this" {
#         domain_endpoint_options {
#           enforce_https       = true
#           tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
#         }
#       }
#     cloudformation: |
#       Type: AWS::OpenSearchService::Domain
#       Properties:
#         DomainEndpointOptions:
#           EnforceHTTPS: true
#           TLSSecurityPolicy: Policy-Min-TLS-1-2-PFS-2023-10
package guardrails.opensearch_https

deny contains "plain HTTP is accepted" if {
	input.facets.transport.endpoint_options == true
	input.facets.transport.tls_only == false
}
