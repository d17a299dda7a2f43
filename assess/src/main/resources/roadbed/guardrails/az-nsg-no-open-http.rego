# METADATA
# title: "NSG: no internet to port 80"
# related_resources:
#   - https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
# custom:
#   id: az-nsg-no-open-http
#   severity: medium
#   provider: azure
#   kinds: [network.firewall, network.firewall_rule]
#   types: [azurerm_network_security_group, azurerm_network_security_rule]
#   needs: [rules]
#   profiles: [strict, cis]
#   rationale: >-
#     Plain HTTP on a machine goes around gateway and firewall.
#   remediation: >-
#     Let the application gateway be the only source, and serve HTTPS.
#   controls: ["CIS Azure 4.0 8.4", "ISO 27001:2022 A.8.20"]
#   parameters:
#     - name: ports
#       type: integers
#       default: [80]
#       description: ports that must not be open to the internet
#   examples:
#     terraform: |
#       resource "azurerm_network_security_rule" "this" {
#         name                        = "office"
#         priority                    = 100
#         direction                   = "Inbound"
#         access                      = "Allow"
#         protocol                    = "Tcp"
#         source_address_prefix       = "198.51.100.0/24"
#         source_port_range           = "*"
#         destination_address_prefix  = "*"
#         destination_port_range      = "80"
#         network_security_group_name = azurerm_network_security_group.app.name
#       }
#     arm: |
#       {
#         "type": "Microsoft.Network/networkSecurityGroups/securityRules",
#         "properties": {
#           "direction": "Inbound",
#           "access": "Allow",
#           "protocol": "Tcp",
#           "sourceAddressPrefix": "198.51.100.0/24",
#           "destinationPortRange": "80"
#         }
#       }
package guardrails.az_nsg_no_open_http

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	open := [port |
		some port in data.parameters["az-nsg-no-open-http"].ports
		firewall.covers(rule, "tcp", port)
	]
	count(open) > 0
	message := sprintf("HTTP: %v open to the internet%s", [open, firewall.described(rule)])
}
