# METADATA
# title: "Service Bus and Event Hubs are used with Entra identities, not keys"
# related_resources:
#   - https://learn.microsoft.com/azure/service-bus-messaging/disable-local-authentication
# custom:
#   id: az-messaging-no-keys
#   severity: medium
#   provider: azure
#   kinds: [messaging.namespace]
#   needs: [auth.shared_key]
#   profiles: [strict]
#   rationale: >-
#     A shared access key is nobody's, and whoever finds it can send and receive.
#   remediation: >-
#     Disable local authentication and give roles to identities.
#   controls: ["NIST 800-53 IA-2", "ISO 27001:2022 A.8.5"]
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
package guardrails.az_messaging_no_keys

deny contains "shared access keys are accepted" if input.facets.auth.shared_key == true
