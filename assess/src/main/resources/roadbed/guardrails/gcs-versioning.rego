# METADATA
# title: "Bucket versioning"
# custom:
#   id: gcs-versioning
#   severity: low
#   provider: gcp
#   kinds: [storage.bucket]
#   needs: [versioning.enabled]
#   rationale: >-
#     With versions, an overwritten or deleted object can be brought back.
#   remediation: >-
#     Add a versioning block with enabled true.
#   controls: ["ISO 27001:2022 A.8.13"]
package guardrails.gcs_versioning

deny contains "versioning is not enabled" if input.facets.versioning.enabled == false
