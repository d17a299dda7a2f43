# METADATA
# title: "Key Vault keys have expiry"
# related_resources:
#   - https://learn.microsoft.com/azure/key-vault/general/best-practices
# custom:
#   id: az-kv-key-expiry
#   severity: medium
#   provider: azure
#   kinds: [crypto.key]
#   needs: [expires.set]
#   profiles: [strict]
#   rationale: >-
#     A key that never expires is never replaced.
#   remediation: >-
#     Set expiration_date, with a rotation policy before it.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_key_vault_key" "this" {
#         name            = "data"
#         key_vault_id    = azurerm_key_vault.main.id
#         key_type        = "RSA"
#         expiration_date = "2027-12-31T00:00:00Z"
#       }
#     arm: |
#       {
#         "type": "Microsoft.KeyVault/vaults/keys",
#         "name": "main/data",
#         "properties": {
#           "kty": "RSA",
#           "attributes": {"enabled": true, "exp": 1830211200}
#         }
#       }
package guardrails.az_kv_key_expiry

deny contains "the key has no expiry" if input.facets.expires.set == false
