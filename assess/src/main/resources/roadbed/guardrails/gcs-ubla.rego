# METADATA
# title: "Bucket uniform bucket-level access"
# custom:
#   id: gcs-ubla
#   severity: medium
#   provider: gcp
#   kinds: [storage.bucket]
#   needs: [access.uniform]
#   rationale: >-
#     Two systems of permission, IAM and ACLs, hide each other's mistakes.
#   remediation: >-
#     Set uniform_bucket_level_access to true.
#   controls: ["CIS GCP 4.0 5.2", "ISO 27001:2022 A.5.15"]
package guardrails.gcs_ubla

deny contains "uniform bucket-level access is off" if input.facets.access.uniform == false
