# METADATA
# title: "KMS keys not public"
# related_resources:
#   - https://cloud.google.com/kms/docs/key-rotation
# custom:
#   id: gcp-kms-not-public
#   severity: critical
#   provider: gcp
#   kinds: [crypto.key]
#   types: [google_kms_crypto_key]
#   needs: [public.exposed]
#   profiles: [strict, cis]
#   rationale: >-
#     A key that everyone may use protects nothing.
#   remediation: >-
#     Remove allUsers and allAuthenticatedUsers from the binding.
#   controls: ["CIS GCP 4.0 1.9", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "google_kms_crypto_key_iam_member" "this" {
#         crypto_key_id = google_kms_crypto_key.data.id
#         role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
#         member        = "serviceAccount:app@shop-prod.iam.gserviceaccount.com"
#       }
package guardrails.gcp_kms_not_public

deny contains "everyone may use the key" if input.facets.public.exposed == true
