# METADATA
# title: "Key Vault keys have expiry"
# custom:
#   id: az-kv-key-expiry
#   severity: medium
#   provider: azure
#   kinds: [crypto.key]
#   needs: [expires.set]
#   rationale: >-
#     A key that never expires is never replaced.
#   remediation: >-
#     Set expiration_date, with a rotation policy before it.
#   controls: ["ISO 27001:2022 A.8.24"]
package guardrails.az_kv_key_expiry

deny contains "the key has no expiry" if input.facets.expires.set == false
