# METADATA
# title: "Managed disk encryption"
# related_resources:
#   - https://learn.microsoft.com/azure/virtual-machines/disk-encryption-overview
# custom:
#   id: az-disk-encryption
#   severity: high
#   provider: azure
#   kinds: [storage.volume]
#   types: [azurerm_managed_disk]
#   needs: [encryption.at_rest]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Disks and their snapshots leave the machine; encrypted, they leave as noise.
#   remediation: >-
#     Remove encryption_settings with enabled false; use a disk encryption set.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_managed_disk" "this" {
#         storage_account_type   = "Premium_LRS"
#         create_option          = "Empty"
#         disk_encryption_set_id = azurerm_disk_encryption_set.main.id
#       }
#     arm: |
#       {
#         "type": "Microsoft.Compute/disks",
#         "properties": {
#           "encryption": {"diskEncryptionSetId": "[parameters('encryptionSet')]"}
#         }
#       }
package guardrails.az_disk_encryption

deny contains "encryption is turned off" if input.facets.encryption.at_rest == false
