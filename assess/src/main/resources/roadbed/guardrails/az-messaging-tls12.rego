# METADATA
# title: "Service Bus and Event Hubs ask for TLS 1.2"
# related_resources:
#   - https://learn.microsoft.com/azure/service-bus-messaging/transport-layer-security-enforce-minimum-version
# custom:
#   id: az-messaging-tls12
#   severity: medium
#   provider: azure
#   kinds: [messaging.namespace]
#   needs: [transport.min_version]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Older versions have known weaknesses, and no client needs them.
#   remediation: >-
#     Set the least version to 1.2.
#   controls: ["NIST 800-53 SC-8", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "azurerm_servicebus_namespace" "orders" {
#         name                          = "shoporders"
#         location                      = "westeurope"
#         resource_group_name           = "shop"
#         sku                           = "Premium"
#         minimum_tls_version           = "1.2"
#         local_auth_enabled            = false
#         public_network_access_enabled = false
#       }
#     arm: |
#       {
#         "type": "Microsoft.ServiceBus/namespaces",
#         "sku": {"name": "Premium"},
#         "properties": {
#           "minimumTlsVersion": "1.2",
#           "disableLocalAuth": true,
#           "publicNetworkAccess": "Disabled"
#         }
#       }
package guardrails.az_messaging_tls12

deny contains message if {
	input.facets.transport.min_version in {"1.0", "1.1"}
	message := sprintf("TLS %s is accepted", [input.facets.transport.min_version])
}
