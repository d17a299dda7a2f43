# METADATA
# title: "NSG: no internet to UDP services"
# related_resources:
#   - https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
# custom:
#   id: az-nsg-no-open-udp
#   severity: high
#   provider: azure
#   kinds: [network.firewall, network.firewall_rule]
#   types: [azurerm_network_security_group, azurerm_network_security_rule]
#   needs: [rules]
#   profiles: [strict, cis]
#   rationale: >-
#     Open UDP services multiply attacks on others.
#   remediation: >-
#     Allow UDP only from known networks.
#   controls: ["CIS Azure 4.0 8.3", "ISO 27001:2022 A.8.20"]
#   parameters:
#     - name: ports
#       type: integers
#       default: [53, 123, 161, 389, 1900]
#       description: ports that must not be open to the internet
#   examples:
#     terraform: |
#       resource "azurerm_network_security_rule" "this" {
#         name                        = "office"
#         priority                    = 100
#         direction                   = "Inbound"
#         access                      = "Allow"
#         protocol                    = "Udp"
#         source_address_prefix       = "198.51.100.0/24"
#         source_port_range           = "*"
#         destination_address_prefix  = "*"
#         destination_port_range      = "53"
#         network_security_group_name = azurerm_network_security_group.app.name
#       }
#     arm: |
#       {
#         "type": "Microsoft.Network/networkSecurityGroups/securityRules",
#         "properties": {
#           "direction": "Inbound",
#           "access": "Allow",
#           "protocol": "Udp",
#           "sourceAddressPrefix": "198.51.100.0/24",
#           "destinationPortRange": "53"
#         }
#       }
package guardrails.az_nsg_no_open_udp

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	open := [port |
		some port in data.parameters["az-nsg-no-open-udp"].ports
		firewall.covers(rule, "udp", port)
	]
	count(open) > 0
	message := sprintf("UDP ports: %v open to the internet%s", [open, firewall.described(rule)])
}
