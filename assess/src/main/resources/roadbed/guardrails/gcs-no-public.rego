# METADATA
# title: "Storage bucket not public"
# related_resources:
#   - https://cloud.google.com/storage/docs/best-practices
# custom:
#   id: gcs-no-public
#   severity: critical
#   provider: gcp
#   kinds: [storage.bucket, identity.binding]
#   types: [google_storage_bucket_iam_member, google_storage_bucket_iam_binding]
#   needs: [public.exposed]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     allUsers and allAuthenticatedUsers mean everybody with a browser.
#   remediation: >-
#     Remove the binding and enforce public access prevention.
#   controls: ["CIS GCP 4.0 5.1", "ISO 27001:2022 A.8.3"]
#   examples:
#     terraform: |
#       resource "google_storage_bucket_iam_member" "this" {
#         bucket = google_storage_bucket.logs.name
#         role   = "roles/storage.objectViewer"
#         member = "group:auditors@example.com"
#       }
package guardrails.gcs_no_public

deny contains "everyone can reach what is in the bucket" if input.facets.public.exposed == true
