# METADATA
# title: "Disk encryption sets follow new versions of their key"
# related_resources:
#   - https://learn.microsoft.com/azure/virtual-machines/disk-encryption
# custom:
#   id: az-disk-key-rotation
#   severity: low
#   provider: azure
#   kinds: [crypto.encryption_set]
#   needs: [rotation.enabled]
#   profiles: [strict]
#   rationale: >-
#     Otherwise a rotated key goes on being used in its old version.
#   remediation: >-
#     Switch automatic key rotation on and refer to the key without a version.
#   controls: ["NIST 800-53 SC-12", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_disk_encryption_set" "disks" {
#         name                      = "shopdisks"
#         location                  = "westeurope"
#         resource_group_name       = "shop"
#         key_vault_key_id          = azurerm_key_vault_key.disks.versionless_id
#         auto_key_rotation_enabled = true
#
#         identity {
#           type = "SystemAssigned"
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.Compute/diskEncryptionSets",
#         "properties": {
#           "rotationToLatestKeyVersionEnabled": true,
#           "activeKey": {"keyUrl": "https://shopkeys.vault.azure.net/keys/disks"}
#         }
#       }
package guardrails.az_disk_key_rotation

deny contains "it stays with one version of the key" if input.facets.rotation.enabled == false
