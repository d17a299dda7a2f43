# METADATA
# title: "Key Vault firewall default deny"
# custom:
#   id: az-kv-firewall
#   severity: high
#   provider: azure
#   kinds: [crypto.vault]
#   types: [azurerm_key_vault]
#   needs: [network.default_action]
#   rationale: >-
#     With default allow, every network that holds a token reaches the keys.
#   remediation: >-
#     Add network_acls with default_action Deny.
#   controls: ["ISO 27001:2022 A.8.20"]
package guardrails.az_kv_firewall

deny contains "the network default action is allow" if input.facets.network.default_action == "allow"
