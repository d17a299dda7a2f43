# METADATA
# title: "AKS network policy"
# related_resources:
#   - https://learn.microsoft.com/azure/aks/concepts-security
# custom:
#   id: az-aks-network-policy
#   severity: medium
#   provider: azure
#   kinds: [container.cluster]
#   types: [azurerm_kubernetes_cluster]
#   needs: [network_policy]
#   profiles: [strict, cis]
#   rationale: >-
#     Every pod may talk to every other one.
#   remediation: >-
#     Set network_profile.network_policy.
#   controls: ["CIS AKS 1.5 5.4.4", "ISO 27001:2022 A.8.22"]
#   examples:
#     terraform: |
#       resource "azurerm_kubernetes_cluster" "this" {
#         name = "shop"
#         network_profile {
#           network_plugin = "azure"
#           network_policy = "azure"
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.ContainerService/managedClusters",
#         "properties": {
#           "networkProfile": {"networkPlugin": "azure", "networkPolicy": "azure"}
#         }
#       }
package guardrails.az_aks_network_policy

deny contains "there is no network policy" if input.facets.network_policy == false
