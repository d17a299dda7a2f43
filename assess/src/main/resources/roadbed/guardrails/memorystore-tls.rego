# METADATA
# title: "Memorystore for Redis takes only TLS"
# related_resources:
#   - https://cloud.google.com/memorystore/docs/redis/about-in-transit-encryption
# custom:
#   id: memorystore-tls
#   severity: high
#   provider: gcp
#   kinds: [database.cache]
#   needs: [transport.tls_only]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Whoever can listen in the network reads what is cached, the password of the cache among it.
#   remediation: >-
#     Create the instance with transit_encryption_mode SERVER_AUTHENTICATION.
#   controls: ["NIST 800-53 SC-8", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "google_redis_instance" "sessions" {
#         name                    = "sessions"
#         memory_size_gb          = 1
#         auth_enabled            = true
#         transit_encryption_mode = "SERVER_AUTHENTICATION"
#       }
package guardrails.memorystore_tls

deny contains "it takes connections without TLS" if input.facets.transport.tls_only == false
