# METADATA
# title: "Storage bucket not public"
# custom:
#   id: gcs-no-public
#   severity: critical
#   provider: gcp
#   kinds: [storage.bucket, identity.binding]
#   types: [google_storage_bucket_iam_member, google_storage_bucket_iam_binding]
#   needs: [public.exposed]
#   rationale: >-
#     allUsers and allAuthenticatedUsers mean everybody with a browser.
#   remediation: >-
#     Remove the binding and enforce public access prevention.
#   controls: ["CIS GCP 4.0 5.1", "ISO 27001:2022 A.8.3"]
package guardrails.gcs_no_public

deny contains "everyone can reach what is in the bucket" if input.facets.public.exposed == true
