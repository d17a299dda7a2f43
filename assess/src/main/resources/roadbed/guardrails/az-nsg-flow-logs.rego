# METADATA
# title: "NSG flow log retention >= 90 days"
# related_resources:
#   - https://learn.microsoft.com/azure/network-watcher/nsg-flow-logs-overview
# custom:
#   id: az-nsg-flow-logs
#   severity: medium
#   provider: azure
#   kinds: [network.flowlog]
#   types: [azurerm_network_watcher_flow_log]
#   needs: [logging.enabled, logging.retention_enabled, logging.retention_days]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Flow logs that are gone after a month do not answer questions about an intrusion found after
#     two.
#   remediation: >-
#     Enable the flow log with a retention of at least 90 days, or 0 for ever.
#   controls: ["CIS Azure 3.0 7.5", "ISO 27001:2022 A.8.15"]
#   parameters:
#     - name: days
#       type: integer
#       default: 90
#       description: least number of days
#   examples:
#     terraform: |
#       resource "azurerm_network_watcher_flow_log" "this" {
#         target_resource_id = azurerm_virtual_network.main.id
#         storage_account_id = azurerm_storage_account.logs.id
#         enabled            = true
#         retention_policy {
#           enabled = true
#           days    = 90
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.Network/networkWatchers/flowLogs",
#         "name": "west/main",
#         "properties": {
#           "targetResourceId": "[resourceId('Microsoft.Network/virtualNetworks', 'main')]",
#           "storageId": "[resourceId('Microsoft.Storage/storageAccounts', 'logs')]",
#           "enabled": true,
#           "retentionPolicy": {"enabled": true, "days": 90}
#         }
#       }
package guardrails.az_nsg_flow_logs

deny contains "the flow log is off" if input.facets.logging.enabled == false

deny contains "retention is off" if {
	input.facets.logging.enabled == true
	input.facets.logging.retention_enabled == false
}

deny contains message if {
	input.facets.logging.enabled == true
	input.facets.logging.retention_enabled == true
	input.facets.logging.retention_days != 0
	input.facets.logging.retention_days < data.parameters["az-nsg-flow-logs"].days
	message := sprintf("kept for %d days", [input.facets.logging.retention_days])
}
