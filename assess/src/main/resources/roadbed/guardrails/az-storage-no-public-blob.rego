# METADATA
# title: "Storage account disallows public blobs"
# related_resources:
#   - https://learn.microsoft.com/azure/storage/blobs/security-recommendations
# custom:
#   id: az-storage-no-public-blob
#   severity: critical
#   provider: azure
#   kinds: [storage.bucket]
#   needs: [public.blocked]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     One public container is enough to leak; the account-level switch makes it impossible.
#   remediation: >-
#     Set allow_nested_items_to_be_public to false.
#   controls: ["CIS Azure 4.0 10.3.9", "ISO 27001:2022 A.8.3"]
#   examples:
#     terraform: |
#       resource "azurerm_storage_account" "this" {
#         account_tier             = "Standard"
#         account_replication_type = "ZRS"
#         allow_nested_items_to_be_public = false
#       }
#     arm: |
#       {
#         "type": "Microsoft.Storage/storageAccounts",
#         "properties": {
#           "allowBlobPublicAccess": false
#         }
#       }
#   fix:
#     - types: [azurerm_storage_account]
#       set:
#         allow_nested_items_to_be_public: false
package guardrails.az_storage_no_public_blob

deny contains "containers of the account may be made public" if input.facets.public.blocked == false
