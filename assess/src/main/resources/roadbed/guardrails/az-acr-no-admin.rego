# METADATA
# title: "ACR admin account off"
# related_resources:
#   - https://learn.microsoft.com/azure/container-registry/container-registry-authentication
# custom:
#   id: az-acr-no-admin
#   severity: medium
#   provider: azure
#   kinds: [container.registry]
#   needs: [auth.admin]
#   profiles: [strict]
#   rationale: >-
#     The admin account is one shared password for every image.
#   remediation: >-
#     Set admin_enabled to false and use Entra ID roles.
#   controls: ["ISO 27001:2022 A.5.16", "ISO 27001:2022 A.8.2"]
#   examples:
#     terraform: |
#       resource "azurerm_container_registry" "this" {
#         name          = "shop"
#         sku           = "Premium"
#         admin_enabled = false
#       }
#     arm: |
#       {
#         "type": "Microsoft.ContainerRegistry/registries",
#         "properties": {
#           "adminUserEnabled": false
#         }
#       }
#   fix:
#     - types: [azurerm_container_registry]
#       set:
#         admin_enabled: false
package guardrails.az_acr_no_admin

deny contains "the admin account is enabled" if input.facets.auth.admin == true
