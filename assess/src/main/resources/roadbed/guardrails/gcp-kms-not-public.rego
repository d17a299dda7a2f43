# METADATA
# title: "KMS keys not public"
# custom:
#   id: gcp-kms-not-public
#   severity: critical
#   provider: gcp
#   kinds: [identity.binding]
#   types: [google_kms_crypto_key_iam_member, google_kms_crypto_key_iam_binding, google_kms_crypto_key_iam_policy]
#   needs: [public.exposed]
#   rationale: >-
#     A key that everyone may use protects nothing.
#   remediation: >-
#     Remove allUsers and allAuthenticatedUsers from the binding.
#   controls: ["CIS GCP 4.0 1.9", "ISO 27001:2022 A.8.24"]
package guardrails.gcp_kms_not_public

deny contains "everyone may use the key" if input.facets.public.exposed == true
