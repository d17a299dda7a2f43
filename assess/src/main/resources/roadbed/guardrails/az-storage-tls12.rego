# METADATA
# title: "Storage account TLS 1.2"
# related_resources:
#   - https://learn.microsoft.com/azure/storage/blobs/security-recommendations
# custom:
#   id: az-storage-tls12
#   severity: high
#   provider: azure
#   kinds: [storage.bucket]
#   needs: [transport.min_version]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     TLS below 1.2 is broken and no longer supported.
#   remediation: >-
#     Set min_tls_version to TLS1_2.
#   controls: ["CIS Azure 3.0 4.15", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_storage_account" "this" {
#         account_tier             = "Standard"
#         account_replication_type = "ZRS"
#         min_tls_version = "TLS1_2"
#       }
#     arm: |
#       {
#         "type": "Microsoft.Storage/storageAccounts",
#         "properties": {
#           "minimumTlsVersion": "TLS1_2"
#         }
#       }
#   fix:
#     - types: [azurerm_storage_account]
#       set:
#         min_tls_version: "TLS1_2"
package guardrails.az_storage_tls12

deny contains message if {
	input.facets.transport.min_version in {"1.0", "1.1"}
	message := sprintf("TLS %s is accepted", [input.facets.transport.min_version])
}
