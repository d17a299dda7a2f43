# METADATA
# title: "Bucket versioning"
# related_resources:
#   - https://cloud.google.com/storage/docs/best-practices
# custom:
#   id: gcs-versioning
#   severity: low
#   provider: gcp
#   kinds: [storage.bucket]
#   needs: [versioning.enabled]
#   profiles: [strict, prod]
#   rationale: >-
#     With versions, an overwritten or deleted object can be brought back.
#   remediation: >-
#     Add a versioning block with enabled true.
#   controls: ["ISO 27001:2022 A.8.13"]
#   examples:
#     terraform: |
#       resource "google_storage_bucket" "this" {
#         name     = "shop-logs"
#         location = "EU"
#         versioning {
#           enabled = true
#         }
#       }
#   fix:
#     - types: [google_storage_bucket]
#       set:
#         versioning.enabled: true
package guardrails.gcs_versioning

deny contains "versioning is not enabled" if input.facets.versioning.enabled == false
