# METADATA
# title: "Memorystore for Redis asks who connects"
# related_resources:
#   - https://cloud.google.com/memorystore/docs/redis/about-redis-auth
# custom:
#   id: memorystore-auth
#   severity: medium
#   provider: gcp
#   kinds: [database.cache]
#   needs: [auth.required]
#   profiles: [strict, prod]
#   rationale: >-
#     Without it everything in the network can read and change the cache.
#   remediation: >-
#     Switch auth_enabled on.
#   controls: ["NIST 800-53 IA-2", "ISO 27001:2022 A.8.5"]
#   examples:
#     terraform: |
#       resource "google_redis_instance" "sessions" {
#         name                    = "sessions"
#         memory_size_gb          = 1
#         auth_enabled            = true
#         transit_encryption_mode = "SERVER_AUTHENTICATION"
#       }
package guardrails.memorystore_auth

deny contains "it asks for no password" if input.facets.auth.required == false
