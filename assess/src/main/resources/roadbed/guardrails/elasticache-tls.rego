# METADATA
# title: "ElastiCache takes only TLS"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html
# custom:
#   id: elasticache-tls
#   severity: high
#   provider: aws
#   kinds: [database.cache]
#   needs: [transport.tls_only]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Whoever can listen in the network reads what is cached, the password of the cache among it.
#   remediation: >-
#     Switch transit encryption on, with the mode required.
#   controls: ["NIST 800-53 SC-8", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_elasticache_replication_group" "sessions" {
#         replication_group_id       = "sessions"
#         description                = "sessions"
#         node_type                  = "cache.t4g.small"
#         at_rest_encryption_enabled = true
#         transit_encryption_enabled = true
#         auth_token                 = var.auth_token
#       }
#     cloudformation: |
#       Type: AWS::ElastiCache::ReplicationGroup
#       Properties:
#         ReplicationGroupDescription: sessions
#         CacheNodeType: cache.t4g.small
#         AtRestEncryptionEnabled: true
#         TransitEncryptionEnabled: true
#         UserGroupIds: [shop]
package guardrails.elasticache_tls

deny contains "it takes connections without TLS" if input.facets.transport.tls_only == false
