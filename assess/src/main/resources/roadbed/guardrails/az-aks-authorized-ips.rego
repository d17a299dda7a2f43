# METADATA
# title: "AKS API server authorised IP ranges"
# related_resources:
#   - https://learn.microsoft.com/azure/aks/concepts-security
# custom:
#   id: az-aks-authorized-ips
#   severity: high
#   provider: azure
#   kinds: [container.cluster]
#   needs: [public.restricted, private.cluster]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     The cluster's API is its front door; open to the internet it is one leaked token away from
#     everybody.
#   remediation: >-
#     Name the networks in api_server_access_profile.authorized_ip_ranges, or make the cluster
#     private.
#   controls: ["ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "azurerm_kubernetes_cluster" "this" {
#         name = "shop"
#         api_server_access_profile {
#           authorized_ip_ranges = ["198.51.100.0/24"]
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.ContainerService/managedClusters",
#         "properties": {
#           "apiServerAccessProfile": {"authorizedIPRanges": ["198.51.100.0/24"]}
#         }
#       }
package guardrails.az_aks_authorized_ips

deny contains "every address may reach the API server" if {
	input.facets.private.cluster == false
	input.facets.public.restricted == false
}
