# METADATA
# title: "Key Vault use is logged"
# related_resources:
#   - https://learn.microsoft.com/azure/key-vault/general/logging
# custom:
#   id: az-kv-logging
#   severity: medium
#   provider: azure
#   kinds: [crypto.vault]
#   types: [azurerm_key_vault]
#   needs: [logging.enabled]
#   profiles: [strict, cis]
#   rationale: >-
#     Without it nobody can say who read a secret.
#   remediation: >-
#     Add a diagnostic setting for the vault with the category AuditEvent.
#   controls: ["CIS Azure 3.0 6.1.4", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "azurerm_monitor_diagnostic_setting" "keys" {
#         name                       = "audit"
#         target_resource_id         = azurerm_key_vault.keys.id
#         log_analytics_workspace_id = azurerm_log_analytics_workspace.main.id
#
#         enabled_log {
#           category = "AuditEvent"
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.Insights/diagnosticSettings",
#         "scope": "[resourceId('Microsoft.KeyVault/vaults', 'keys')]",
#         "name": "audit",
#         "properties": {
#           "workspaceId": "[parameters('workspace')]",
#           "logs": [{"category": "AuditEvent", "enabled": true}]
#         }
#       }
package guardrails.az_kv_logging

deny contains "no diagnostic setting logs its use" if input.facets.logging.enabled == false
