# METADATA
# title: "Bucket encrypted with a customer key"
# related_resources:
#   - https://cloud.google.com/storage/docs/best-practices
# custom:
#   id: gcs-cmek
#   severity: low
#   provider: gcp
#   kinds: [storage.bucket]
#   types: [google_storage_bucket]
#   needs: [encryption.customer_key]
#   profiles: [strict]
#   rationale: >-
#     Only with a key of one's own can access be taken away in one place.
#   remediation: >-
#     Set encryption.default_kms_key_name.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "google_storage_bucket" "this" {
#         name     = "shop-logs"
#         location = "EU"
#         encryption {
#           default_kms_key_name = google_kms_crypto_key.logs.id
#         }
#       }
package guardrails.gcs_cmek

deny contains "not encrypted with a key of one's own" if input.facets.encryption.customer_key == false
