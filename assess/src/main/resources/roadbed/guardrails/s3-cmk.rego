# METADATA
# title: "S3 bucket encrypted with a customer key"
# custom:
#   id: s3-cmk
#   severity: medium
#   provider: aws
#   kinds: [storage.bucket]
#   needs: [encryption.customer_key]
#   rationale: >-
#     A key of one's own can be audited, rotated and withdrawn; the provider's cannot.
#   remediation: >-
#     Configure server-side encryption with aws:kms and a customer-managed key.
#   controls: ["ISO 27001:2022 A.8.24"]
package guardrails.s3_cmk

deny contains "not encrypted with a customer-managed key" if input.facets.encryption.customer_key == false
