# METADATA
# title: "OpenSearch encrypts between its nodes"
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/security.html
# custom:
#   id: opensearch-node-to-node
#   severity: medium
#   provider: aws
#   kinds: [search.domain]
#   types: [aws_opensearch_domain, aws_elasticsearch_domain]
#   needs: [encryption.node_to_node]
#   profiles: [strict]
#   rationale: >-
#     Replication carries everything that the cluster knows.
#   remediation: >-
#     Turn on node_to_node_encryption.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_opensearch_domain" "this" {
#         node_to_node_encryption {
#           enabled = true
#         }
#       }
#     cloudformation: |
#       Type: AWS::OpenSearchService::Domain
#       Properties:
#         NodeToNodeEncryptionOptions:
#           Enabled: true
package guardrails.opensearch_node_to_node

deny contains "nodes talk in plain text" if input.facets.encryption.node_to_node == false
