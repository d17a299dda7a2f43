# METADATA
# title: "Storage account does not replicate to other tenants"
# related_resources:
#   - https://learn.microsoft.com/azure/storage/blobs/object-replication-prevent-cross-tenant-policies
# custom:
#   id: az-storage-no-cross-tenant
#   severity: medium
#   provider: azure
#   kinds: [storage.bucket]
#   types: [azurerm_storage_account]
#   needs: [replication.cross_tenant]
#   profiles: [strict, cis]
#   rationale: >-
#     A replication rule copies data to another organisation without anybody reading it here.
#   remediation: >-
#     Set cross_tenant_replication_enabled to false.
#   controls: ["CIS Azure 3.0 4.16", "ISO 27001:2022 A.8.12"]
#   examples:
#     terraform: |
#       resource "azurerm_storage_account" "this" {
#         account_tier                     = "Standard"
#         account_replication_type         = "ZRS"
#         cross_tenant_replication_enabled = false
#       }
#     arm: |
#       {
#         "type": "Microsoft.Storage/storageAccounts",
#         "properties": {
#           "allowCrossTenantReplication": false
#         }
#       }
package guardrails.az_storage_no_cross_tenant

deny contains "other tenants can replicate from it" if input.facets.replication.cross_tenant == true
