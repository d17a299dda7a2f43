# METADATA
# title: "Storage account HTTPS only"
# related_resources:
#   - https://learn.microsoft.com/azure/storage/blobs/security-recommendations
# custom:
#   id: az-storage-https
#   severity: high
#   provider: azure
#   kinds: [storage.bucket]
#   needs: [transport.tls_only]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Over plain HTTP, keys and data travel readable.
#   remediation: >-
#     Set https_traffic_only_enabled to true.
#   controls: ["CIS Azure 3.0 4.1", "CIS Azure 4.0 10.3.4", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_storage_account" "this" {
#         account_tier             = "Standard"
#         account_replication_type = "ZRS"
#         https_traffic_only_enabled = true
#       }
#     arm: |
#       {
#         "type": "Microsoft.Storage/storageAccounts",
#         "properties": {
#           "supportsHttpsTrafficOnly": true
#         }
#       }
#   fix:
#     - types: [azurerm_storage_account]
#       set:
#         https_traffic_only_enabled: true
package guardrails.az_storage_https

deny contains "plain HTTP is accepted" if input.facets.transport.tls_only == false
