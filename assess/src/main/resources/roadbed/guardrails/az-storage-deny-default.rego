# METADATA
# title: "Storage network default action deny"
# related_resources:
#   - https://learn.microsoft.com/azure/storage/blobs/security-recommendations
# custom:
#   id: az-storage-deny-default
#   severity: high
#   provider: azure
#   kinds: [storage.bucket, storage.network_rules]
#   types: [azurerm_storage_account, azurerm_storage_account_network_rules]
#   needs: [network.default_action]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     With default allow, every network that holds a key gets in.
#   remediation: >-
#     Add network rules with default_action Deny and name the networks that need access.
#   controls: ["CIS Azure 3.0 4.7", "CIS Azure 4.0 10.3.6", "ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "azurerm_storage_account" "this" {
#         account_tier             = "Standard"
#         account_replication_type = "ZRS"
#         network_rules {
#           default_action = "Deny"
#           ip_rules       = ["198.51.100.0/24"]
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.Storage/storageAccounts",
#         "properties": {
#           "networkAcls": {"defaultAction": "Deny"}
#         }
#       }
package guardrails.az_storage_deny_default

deny contains "the network default action is allow" if input.facets.network.default_action == "allow"
