# METADATA
# title: "Key Vault purge protection"
# related_resources:
#   - https://learn.microsoft.com/azure/key-vault/general/best-practices
# custom:
#   id: az-kv-purge-protection
#   severity: medium
#   provider: azure
#   kinds: [crypto.vault]
#   types: [azurerm_key_vault]
#   needs: [purge_protection]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Without it, a deleted vault and its keys can be gone for good within a minute.
#   remediation: >-
#     Set purge_protection_enabled to true.
#   controls: ["CIS Azure 3.0 3.3.5", "ISO 27001:2022 A.8.13", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_key_vault" "this" {
#         name     = "orders"
#         sku_name = "standard"
#         purge_protection_enabled = true
#       }
#     arm: |
#       {
#         "type": "Microsoft.KeyVault/vaults",
#         "properties": {
#           "enablePurgeProtection": true
#         }
#       }
#   fix:
#     - types: [azurerm_key_vault]
#       set:
#         purge_protection_enabled: true
package guardrails.az_kv_purge_protection

deny contains "purge protection is off" if input.facets.purge_protection == false
