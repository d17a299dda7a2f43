# METADATA
# title: "Key Vault secrets have expiry"
# related_resources:
#   - https://learn.microsoft.com/azure/key-vault/general/best-practices
# custom:
#   id: az-kv-secret-expiry
#   severity: low
#   provider: azure
#   kinds: [secret]
#   types: [azurerm_key_vault_secret]
#   needs: [expires.set]
#   profiles: [strict, cis]
#   rationale: >-
#     A secret without an end is never changed.
#   remediation: >-
#     Set expiration_date.
#   controls: ["CIS Azure 4.0 9.3.3", "ISO 27001:2022 A.5.17"]
#   examples:
#     terraform: |
#       resource "azurerm_key_vault_secret" "this" {
#         name            = "api"
#         key_vault_id    = azurerm_key_vault.main.id
#         value           = var.api_key
#         expiration_date = "2027-12-31T00:00:00Z"
#       }
#     arm: |
#       {
#         "type": "Microsoft.KeyVault/vaults/secrets",
#         "name": "main/database",
#         "properties": {
#           "value": "[parameters('password')]",
#           "attributes": {"enabled": true, "exp": 1830211200}
#         }
#       }
package guardrails.az_kv_secret_expiry

deny contains "the secret has no expiry" if input.facets.expires.set == false
