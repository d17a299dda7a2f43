# METADATA
# title: "Key Vault uses role-based access"
# related_resources:
#   - https://learn.microsoft.com/azure/key-vault/general/best-practices
# custom:
#   id: az-kv-rbac
#   severity: medium
#   provider: azure
#   kinds: [crypto.vault]
#   types: [azurerm_key_vault]
#   needs: [rbac]
#   profiles: [strict, cis]
#   rationale: >-
#     Access policies cannot be limited to one secret, and no review finds them.
#   remediation: >-
#     Set rbac_authorization_enabled to true.
#   controls: ["CIS Azure 4.0 9.3.6", "ISO 27001:2022 A.5.15"]
#   examples:
#     terraform: |
#       resource "azurerm_key_vault" "this" {
#         name     = "orders"
#         sku_name = "standard"
#         rbac_authorization_enabled = true
#       }
#     arm: |
#       {
#         "type": "Microsoft.KeyVault/vaults",
#         "properties": {
#           "enableRbacAuthorization": true
#         }
#       }
package guardrails.az_kv_rbac

deny contains "access policies are used" if input.facets.rbac == false
