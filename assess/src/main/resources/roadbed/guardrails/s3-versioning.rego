# METADATA
# title: "S3 bucket versioning"
# custom:
#   id: s3-versioning
#   severity: medium
#   provider: aws
#   kinds: [storage.bucket]
#   needs: [versioning.enabled]
#   rationale: >-
#     With versions, an overwritten or deleted object can be brought back, also after ransomware.
#   remediation: >-
#     Enable versioning (aws_s3_bucket_versioning with status Enabled).
#   controls: ["ISO 27001:2022 A.8.13"]
package guardrails.s3_versioning

deny contains "versioning is not enabled" if input.facets.versioning.enabled == false
