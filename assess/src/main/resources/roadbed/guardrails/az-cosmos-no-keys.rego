# METADATA
# title: "Cosmos DB is used with Entra identities, not keys"
# related_resources:
#   - https://learn.microsoft.com/azure/cosmos-db/how-to-connect-role-based-access-control
# custom:
#   id: az-cosmos-no-keys
#   severity: medium
#   provider: azure
#   kinds: [database.document]
#   types: [azurerm_cosmosdb_account]
#   needs: [auth.shared_key]
#   profiles: [strict, cis]
#   rationale: >-
#     A key is nobody's, opens everything, and does not end.
#   remediation: >-
#     Disable local authentication and give roles to identities.
#   controls: ["CIS Azure 3.0 5.4.3", "NIST 800-53 IA-2"]
#   examples:
#     terraform: |
#       resource "azurerm_cosmosdb_account" "carts" {
#         name                          = "carts"
#         location                      = "westeurope"
#         resource_group_name           = "shop"
#         offer_type                    = "Standard"
#         public_network_access_enabled = false
#         local_authentication_disabled = true
#
#         consistency_policy {
#           consistency_level = "Session"
#         }
#         geo_location {
#           location          = "westeurope"
#           failover_priority = 0
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.DocumentDB/databaseAccounts",
#         "properties": {
#           "publicNetworkAccess": "Disabled",
#           "disableLocalAuth": true
#         }
#       }
package guardrails.az_cosmos_no_keys

deny contains "keys are accepted" if input.facets.auth.shared_key == true
