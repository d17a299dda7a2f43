# METADATA
# title: "Bucket public access prevention enforced"
# related_resources:
#   - https://cloud.google.com/storage/docs/best-practices
# custom:
#   id: gcs-public-prevention
#   severity: high
#   provider: gcp
#   kinds: [storage.bucket]
#   types: [google_storage_bucket]
#   needs: [public.blocked]
#   profiles: [strict, cis]
#   rationale: >-
#     Enforced, no later binding can make the bucket public.
#   remediation: >-
#     Set public_access_prevention to enforced.
#   controls: ["CIS GCP 4.0 5.1", "ISO 27001:2022 A.8.3"]
#   examples:
#     terraform: |
#       resource "google_storage_bucket" "this" {
#         name     = "shop-logs"
#         location = "EU"
#         public_access_prevention = "enforced"
#       }
package guardrails.gcs_public_prevention

deny contains "public access prevention is not enforced" if input.facets.public.blocked == false
