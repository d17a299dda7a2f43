# METADATA
# title: "CloudTrail logs encrypted with CMK"
# custom:
#   id: cloudtrail-kms
#   severity: medium
#   provider: aws
#   kinds: [log.trail]
#   types: [aws_cloudtrail]
#   needs: [encryption.customer_key]
#   rationale: >-
#     Who may read the audit log is decided twice when it is encrypted with a key of one's own.
#   remediation: >-
#     Set kms_key_id to a customer-managed key.
#   controls: ["CIS AWS 5.0 3.5", "ISO 27001:2022 A.8.15", "ISO 27001:2022 A.8.24"]
package guardrails.cloudtrail_kms

deny contains "not encrypted with a customer-managed key" if input.facets.encryption.customer_key == false
