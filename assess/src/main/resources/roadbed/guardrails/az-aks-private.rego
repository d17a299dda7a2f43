# METADATA
# title: "AKS private cluster"
# related_resources:
#   - https://learn.microsoft.com/azure/aks/concepts-security
# custom:
#   id: az-aks-private
#   severity: medium
#   provider: azure
#   kinds: [container.cluster]
#   needs: [private.cluster]
#   profiles: [strict]
#   rationale: >-
#     What is not reachable cannot be attacked from the internet.
#   remediation: >-
#     Set private_cluster_enabled to true.
#   controls: ["ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "azurerm_kubernetes_cluster" "this" {
#         name = "shop"
#         private_cluster_enabled = true
#       }
#     arm: |
#       {
#         "type": "Microsoft.ContainerService/managedClusters",
#         "properties": {
#           "apiServerAccessProfile": {"enablePrivateCluster": true}
#         }
#       }
package guardrails.az_aks_private

deny contains "the API server has a public endpoint" if input.facets.private.cluster == false
