# METADATA
# title: "AKS uses role-based access"
# related_resources:
#   - https://learn.microsoft.com/azure/aks/concepts-security
# custom:
#   id: az-aks-rbac
#   severity: high
#   provider: azure
#   kinds: [container.cluster]
#   types: [azurerm_kubernetes_cluster]
#   needs: [auth.rbac]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Without roles every user of the cluster is its administrator.
#   remediation: >-
#     Leave role_based_access_control_enabled on.
#   controls: ["CIS AKS 1.5 5.5.1", "ISO 27001:2022 A.5.15"]
#   examples:
#     terraform: |
#       resource "azurerm_kubernetes_cluster" "this" {
#         name = "shop"
#         role_based_access_control_enabled = true
#       }
#     arm: |
#       {
#         "type": "Microsoft.ContainerService/managedClusters",
#         "properties": {
#           "enableRBAC": true
#         }
#       }
package guardrails.az_aks_rbac

deny contains "role-based access is off" if input.facets.auth.rbac == false
