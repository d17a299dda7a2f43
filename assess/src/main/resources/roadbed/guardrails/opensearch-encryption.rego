# METADATA
# title: "OpenSearch encrypted at rest"
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/security.html
# custom:
#   id: opensearch-encryption
#   severity: high
#   provider: aws
#   kinds: [search.domain]
#   types: [aws_opensearch_domain, aws_elasticsearch_domain]
#   needs: [encryption.at_rest]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Indexes hold copies of the most useful data.
#   remediation: >-
#     Turn on encrypt_at_rest.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_opensearch_domain" "this" {
#         encrypt_at_rest {
#           enabled = true
#         }
#       }
#     cloudformation: |
#       Type: AWS::OpenSearchService::Domain
#       Properties:
#         EncryptionAtRestOptions:
#           Enabled: true
package guardrails.opensearch_encryption

deny contains "not encrypted at rest" if input.facets.encryption.at_rest == false
