# METADATA
# title: "Key Vault firewall default deny"
# related_resources:
#   - https://learn.microsoft.com/azure/key-vault/general/best-practices
# custom:
#   id: az-kv-firewall
#   severity: high
#   provider: azure
#   kinds: [crypto.vault]
#   types: [azurerm_key_vault]
#   needs: [network.default_action]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     With default allow, every network that holds a token reaches the keys.
#   remediation: >-
#     Add network_acls with default_action Deny.
#   controls: ["ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "azurerm_key_vault" "this" {
#         name     = "orders"
#         sku_name = "standard"
#         network_acls {
#           default_action = "Deny"
#           bypass         = "AzureServices"
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.KeyVault/vaults",
#         "properties": {
#           "networkAcls": {"defaultAction": "Deny", "bypass": "AzureServices"}
#         }
#       }
package guardrails.az_kv_firewall

deny contains "the network default action is allow" if input.facets.network.default_action == "allow"
