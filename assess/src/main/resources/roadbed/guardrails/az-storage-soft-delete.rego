# METADATA
# title: "Blobs can be restored after deletion"
# related_resources:
#   - https://learn.microsoft.com/azure/storage/blobs/security-recommendations
# custom:
#   id: az-storage-soft-delete
#   severity: medium
#   provider: azure
#   kinds: [storage.bucket]
#   types: [azurerm_storage_account]
#   needs: [backup.enabled]
#   profiles: [strict, cis, prod]
#   rationale: >-
#     A deleted blob is gone without it.
#   remediation: >-
#     Add blob_properties.delete_retention_policy.
#   controls: ["CIS Azure 4.0 10.2.1", "ISO 27001:2022 A.8.13"]
#   examples:
#     terraform: |
#       resource "azurerm_storage_account" "this" {
#         account_tier             = "Standard"
#         account_replication_type = "ZRS"
#         blob_properties {
#           delete_retention_policy {
#             days = 14
#           }
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.Storage/storageAccounts/blobServices",
#         "name": "logs/default",
#         "properties": {
#           "deleteRetentionPolicy": {"enabled": true, "days": 14}
#         }
#       }
package guardrails.az_storage_soft_delete

deny contains "blob soft delete is off" if input.facets.backup.enabled == false
