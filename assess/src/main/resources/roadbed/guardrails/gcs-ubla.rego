# METADATA
# title: "Bucket uniform bucket-level access"
# related_resources:
#   - https://cloud.google.com/storage/docs/best-practices
# custom:
#   id: gcs-ubla
#   severity: medium
#   provider: gcp
#   kinds: [storage.bucket]
#   needs: [access.uniform]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Two systems of permission, IAM and ACLs, hide each other's mistakes.
#   remediation: >-
#     Set uniform_bucket_level_access to true.
#   controls: ["CIS GCP 4.0 5.2", "ISO 27001:2022 A.5.15"]
#   examples:
#     terraform: |
#       resource "google_storage_bucket" "this" {
#         name     = "shop-logs"
#         location = "EU"
#         uniform_bucket_level_access = true
#       }
#   fix:
#     - types: [google_storage_bucket]
#       set:
#         uniform_bucket_level_access: true
package guardrails.gcs_ubla

deny contains "uniform bucket-level access is off" if input.facets.access.uniform == false
