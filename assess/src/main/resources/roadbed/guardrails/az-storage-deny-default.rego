# METADATA
# title: "Storage network default action deny"
# custom:
#   id: az-storage-deny-default
#   severity: high
#   provider: azure
#   kinds: [storage.bucket]
#   needs: [network.default_action]
#   rationale: >-
#     With default allow, every network that holds a key gets in.
#   remediation: >-
#     Add network rules with default_action Deny and name the networks that need access.
#   controls: ["CIS Azure 4.0 10.3.6", "ISO 27001:2022 A.8.20"]
package guardrails.az_storage_deny_default

deny contains "the network default action is allow" if input.facets.network.default_action == "allow"
