# METADATA
# title: "S3 bucket access logging"
# custom:
#   id: s3-access-logging
#   severity: low
#   provider: aws
#   kinds: [storage.bucket]
#   needs: [logging.enabled]
#   rationale: >-
#     Without access logs nobody can say afterwards who read what.
#   remediation: >-
#     Enable server access logging to a bucket of the logging account.
#   controls: ["ISO 27001:2022 A.8.15"]
package guardrails.s3_access_logging

deny contains "server access logging is off" if input.facets.logging.enabled == false
