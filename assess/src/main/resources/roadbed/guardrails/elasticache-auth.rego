# METADATA
# title: "ElastiCache asks who connects"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
# custom:
#   id: elasticache-auth
#   severity: medium
#   provider: aws
#   kinds: [database.cache]
#   needs: [auth.required]
#   profiles: [strict]
#   rationale: >-
#     Without it everything in the network can read and change the cache.
#   remediation: >-
#     Give it a user group, or an auth token.
#   controls: ["NIST 800-53 IA-2", "ISO 27001:2022 A.8.5"]
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
package guardrails.elasticache_auth

deny contains "it asks for neither user nor token" if input.facets.auth.required == false
