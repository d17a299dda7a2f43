# METADATA
# title: "S3 bucket encrypted at rest"
# custom:
#   id: s3-encryption-at-rest
#   severity: high
#   provider: aws
#   kinds: [storage.bucket]
#   needs: [encryption.at_rest]
#   rationale: >-
#     Data at rest must be unreadable to whoever gets hold of the medium.
#   remediation: >-
#     Configure server-side encryption with aws:kms or AES256.
#   controls: ["ISO 27001:2022 A.8.24"]
package guardrails.s3_encryption_at_rest

deny contains "objects are not encrypted at rest" if input.facets.encryption.at_rest == false
