# METADATA
# title: "GKE encrypts secrets with a key of one's own"
# related_resources:
#   - https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
# custom:
#   id: gke-secrets-encryption
#   severity: medium
#   provider: gcp
#   kinds: [container.cluster]
#   types: [google_container_cluster]
#   needs: [encryption.secrets]
#   profiles: [strict, cis]
#   rationale: >-
#     Whoever reads the cluster's database reads its secrets.
#   remediation: >-
#     Set database_encryption to ENCRYPTED.
#   controls: ["CIS GKE 1.6 5.3.1", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "google_container_cluster" "this" {
#         name     = "shop"
#         location = "europe-west3"
#         database_encryption {
#           state    = "ENCRYPTED"
#           key_name = google_kms_crypto_key.gke.id
#         }
#       }
package guardrails.gke_secrets_encryption

deny contains "secrets are not encrypted with a key" if input.facets.encryption.secrets == false
