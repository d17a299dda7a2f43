# METADATA
# title: "S3 bucket policy denies plain HTTP"
# custom:
#   id: s3-tls-only
#   severity: medium
#   provider: aws
#   kinds: [storage.bucket]
#   needs: [transport.tls_only]
#   rationale: >-
#     Without a statement that denies it, S3 answers plain HTTP, and whoever is on the way reads
#     along.
#   remediation: >-
#     Add a bucket policy statement that denies s3:* where aws:SecureTransport is false.
#   controls: ["CIS AWS 5.0 2.1.1", "ISO 27001:2022 A.8.24"]
package guardrails.s3_tls_only

deny contains "no policy statement denies plain HTTP" if input.facets.transport.tls_only == false
