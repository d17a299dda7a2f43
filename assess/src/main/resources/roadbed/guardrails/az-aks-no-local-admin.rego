# METADATA
# title: "AKS local admin off"
# related_resources:
#   - https://learn.microsoft.com/azure/aks/concepts-security
# custom:
#   id: az-aks-no-local-admin
#   severity: high
#   provider: azure
#   kinds: [container.cluster]
#   needs: [auth.local_accounts]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A local administrator certificate belongs to nobody, never expires in practice and is in no
#     review.
#   remediation: >-
#     Set local_account_disabled to true and use Entra ID groups.
#   controls: ["ISO 27001:2022 A.5.16", "ISO 27001:2022 A.8.2"]
#   examples:
#     terraform: |
#       resource "azurerm_kubernetes_cluster" "this" {
#         name = "shop"
#         local_account_disabled = true
#       }
#     arm: |
#       {
#         "type": "Microsoft.ContainerService/managedClusters",
#         "properties": {
#           "disableLocalAccounts": true
#         }
#       }
#   fix:
#     - types: [azurerm_kubernetes_cluster]
#       set:
#         local_account_disabled: true
package guardrails.az_aks_no_local_admin

deny contains "local accounts are enabled" if input.facets.auth.local_accounts == true
