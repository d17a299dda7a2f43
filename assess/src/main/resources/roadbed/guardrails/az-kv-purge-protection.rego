# METADATA
# title: "Key Vault purge protection"
# custom:
#   id: az-kv-purge-protection
#   severity: medium
#   provider: azure
#   kinds: [crypto.vault]
#   types: [azurerm_key_vault]
#   needs: [purge_protection]
#   rationale: >-
#     Without it, a deleted vault and its keys can be gone for good within a minute.
#   remediation: >-
#     Set purge_protection_enabled to true.
#   controls: ["ISO 27001:2022 A.8.13", "ISO 27001:2022 A.8.24"]
package guardrails.az_kv_purge_protection

deny contains "purge protection is off" if input.facets.purge_protection == false
