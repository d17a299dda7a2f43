# METADATA
# title: "ElastiCache encrypted at rest"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
# custom:
#   id: elasticache-encryption
#   severity: medium
#   provider: aws
#   kinds: [database.cache]
#   needs: [encryption.at_rest]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Snapshots and what is swapped to disk hold what the cache holds: sessions and answers of the
#     database.
#   remediation: >-
#     Create the replication group with at_rest_encryption_enabled; it cannot be switched on later.
#   controls: ["NIST 800-53 SC-28", "ISO 27001:2022 A.8.24", "SOC 2 CC6.1"]
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
package guardrails.elasticache_encryption

deny contains "not encrypted at rest" if input.facets.encryption.at_rest == false
