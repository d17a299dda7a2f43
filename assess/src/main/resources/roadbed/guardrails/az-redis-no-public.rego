# METADATA
# title: "Azure Cache for Redis not reachable from everywhere"
# related_resources:
#   - https://learn.microsoft.com/azure/azure-cache-for-redis/cache-network-isolation
# custom:
#   id: az-redis-no-public
#   severity: high
#   provider: azure
#   kinds: [database.cache]
#   needs: [public.exposed]
#   profiles: [strict, prod]
#   rationale: >-
#     Then the access key alone is between the internet and the sessions of all users.
#   remediation: >-
#     Switch public network access off and use a private endpoint, or name the addresses that may connect.
#   controls: ["NIST 800-53 SC-7", "ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "azurerm_redis_cache" "sessions" {
#         name                          = "sessions"
#         location                      = "westeurope"
#         resource_group_name           = "shop"
#         capacity                      = 1
#         family                        = "C"
#         sku_name                      = "Standard"
#         non_ssl_port_enabled          = false
#         minimum_tls_version           = "1.2"
#         public_network_access_enabled = false
#       }
#     arm: |
#       {
#         "type": "Microsoft.Cache/redis",
#         "properties": {
#           "enableNonSslPort": false,
#           "minimumTlsVersion": "1.2",
#           "publicNetworkAccess": "Disabled"
#         }
#       }
package guardrails.az_redis_no_public

deny contains "every address can connect" if input.facets.public.exposed == true
