# METADATA
# title: "Azure Cache for Redis takes only TLS 1.2"
# related_resources:
#   - https://learn.microsoft.com/azure/azure-cache-for-redis/cache-remove-tls-10-11
# custom:
#   id: az-redis-tls
#   severity: high
#   provider: azure
#   kinds: [database.cache]
#   needs: [transport.tls_only]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     The port without TLS shows the access key to whoever listens.
#   remediation: >-
#     Leave the port without TLS off, and ask for TLS 1.2.
#   controls: ["NIST 800-53 SC-8", "ISO 27001:2022 A.8.24"]
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
package guardrails.az_redis_tls

deny contains "the port without TLS is open" if input.facets.transport.tls_only == false

deny contains message if {
	input.facets.transport.min_version in {"1.0", "1.1"}
	message := sprintf("TLS %s is accepted", [input.facets.transport.min_version])
}
