# METADATA
# title: "Cosmos DB not reachable from everywhere"
# related_resources:
#   - https://learn.microsoft.com/azure/cosmos-db/how-to-configure-firewall
# custom:
#   id: az-cosmos-no-public
#   severity: high
#   provider: azure
#   kinds: [database.document]
#   types: [azurerm_cosmosdb_account]
#   needs: [public.exposed]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Then one leaked key opens the database to the whole internet.
#   remediation: >-
#     Switch public network access off, or name the networks and addresses that may connect.
#   controls: ["CIS Azure 3.0 5.4.1", "NIST 800-53 SC-7", "ISO 27001:2022 A.8.20"]
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
package guardrails.az_cosmos_no_public

deny contains "every address can connect" if input.facets.public.exposed == true
