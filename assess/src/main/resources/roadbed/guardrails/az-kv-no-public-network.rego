# METADATA
# title: "Key Vault public access off"
# related_resources:
#   - https://learn.microsoft.com/azure/key-vault/general/best-practices
# custom:
#   id: az-kv-no-public-network
#   severity: medium
#   provider: azure
#   kinds: [crypto.vault]
#   types: [azurerm_key_vault]
#   needs: [public.network_access]
#   profiles: [strict, cis]
#   rationale: >-
#     A vault that only a private endpoint reaches cannot be tried from outside.
#   remediation: >-
#     Set public_network_access_enabled to false and add a private endpoint.
#   controls: ["CIS Azure 4.0 9.3.7", "ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "azurerm_key_vault" "this" {
#         name     = "orders"
#         sku_name = "standard"
#         public_network_access_enabled = false
#       }
#     arm: |
#       {
#         "type": "Microsoft.KeyVault/vaults",
#         "properties": {
#           "publicNetworkAccess": "Disabled"
#         }
#       }
package guardrails.az_kv_no_public_network

deny contains "public network access is on" if input.facets.public.network_access == true
