# METADATA
# title: "Managed disk encryption"
# custom:
#   id: az-disk-encryption
#   severity: high
#   provider: azure
#   kinds: [storage.volume]
#   types: [azurerm_managed_disk]
#   needs: [encryption.at_rest]
#   rationale: >-
#     Disks and their snapshots leave the machine; encrypted, they leave as noise.
#   remediation: >-
#     Remove encryption_settings with enabled false; use a disk encryption set.
#   controls: ["ISO 27001:2022 A.8.24"]
package guardrails.az_disk_encryption

deny contains "encryption is turned off" if input.facets.encryption.at_rest == false
