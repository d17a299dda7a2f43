# METADATA
# title: "Storage account encrypts twice"
# related_resources:
#   - https://learn.microsoft.com/azure/storage/blobs/security-recommendations
# custom:
#   id: az-storage-infrastructure-encryption
#   severity: low
#   provider: azure
#   kinds: [storage.bucket]
#   types: [azurerm_storage_account]
#   needs: [encryption.infrastructure]
#   profiles: [strict, cis]
#   rationale: >-
#     A second layer holds where one algorithm or key is broken.
#   remediation: >-
#     Set infrastructure_encryption_enabled to true; it cannot be changed later.
#   controls: ["CIS Azure 3.0 4.2", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_storage_account" "this" {
#         account_tier             = "Standard"
#         account_replication_type = "ZRS"
#         infrastructure_encryption_enabled = true
#       }
#     arm: |
#       {
#         "type": "Microsoft.Storage/storageAccounts",
#         "properties": {
#           "encryption": {"requireInfrastructureEncryption": true}
#         }
#       }
package guardrails.az_storage_infrastructure_encryption

deny contains "infrastructure encryption is off" if input.facets.encryption.infrastructure == false
