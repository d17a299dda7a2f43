# METADATA
# title: "Storage account public network access off"
# related_resources:
#   - https://learn.microsoft.com/azure/storage/blobs/security-recommendations
# custom:
#   id: az-storage-no-public-network
#   severity: high
#   provider: azure
#   kinds: [storage.bucket]
#   needs: [public.network_access]
#   profiles: [strict]
#   rationale: >-
#     With public network access only keys and tokens stand between the data and the internet.
#   remediation: >-
#     Set public_network_access_enabled to false and use private endpoints.
#   controls: ["ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "azurerm_storage_account" "this" {
#         account_tier             = "Standard"
#         account_replication_type = "ZRS"
#         public_network_access_enabled = false
#       }
#     arm: |
#       {
#         "type": "Microsoft.Storage/storageAccounts",
#         "properties": {
#           "publicNetworkAccess": "Disabled"
#         }
#       }
#   fix:
#     - types: [azurerm_storage_account]
#       set:
#         public_network_access_enabled: false
package guardrails.az_storage_no_public_network

deny contains "public network access is on" if input.facets.public.network_access == true
