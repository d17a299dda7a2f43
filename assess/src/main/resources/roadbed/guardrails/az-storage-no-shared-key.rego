# METADATA
# title: "Storage account refuses shared keys"
# related_resources:
#   - https://learn.microsoft.com/azure/storage/blobs/security-recommendations
# custom:
#   id: az-storage-no-shared-key
#   severity: medium
#   provider: azure
#   kinds: [storage.bucket]
#   types: [azurerm_storage_account]
#   needs: [auth.shared_key]
#   profiles: [strict, cis]
#   rationale: >-
#     A shared key opens everything and names nobody.
#   remediation: >-
#     Set shared_access_key_enabled to false and use Entra identities.
#   controls: ["CIS Azure 4.0 10.3.1", "ISO 27001:2022 A.5.16"]
#   examples:
#     terraform: |
#       resource "azurerm_storage_account" "this" {
#         account_tier             = "Standard"
#         account_replication_type = "ZRS"
#         shared_access_key_enabled = false
#       }
#     arm: |
#       {
#         "type": "Microsoft.Storage/storageAccounts",
#         "properties": {
#           "allowSharedKeyAccess": false
#         }
#       }
package guardrails.az_storage_no_shared_key

deny contains "shared keys are accepted" if input.facets.auth.shared_key == true
