# METADATA
# title: "NSG: no internet to port 22"
# related_resources:
#   - https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
# custom:
#   id: az-nsg-no-open-ssh
#   severity: critical
#   provider: azure
#   kinds: [network.firewall, network.firewall_rule]
#   needs: [rules]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     SSH open to the internet is found within minutes and attacked from then on.
#   remediation: >-
#     Allow port 22 only from known networks, or use a session service that needs no open port.
#   controls: ["CIS Azure 3.0 7.2", "CIS Azure 4.0 8.2", "ISO 27001:2022 A.8.20"]
#   parameters:
#     - name: ports
#       type: integers
#       default: [22]
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
#         destination_port_range      = "22"
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
#           "destinationPortRange": "22"
#         }
#       }
package guardrails.az_nsg_no_open_ssh

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	some port in data.parameters["az-nsg-no-open-ssh"].ports
	firewall.covers(rule, "tcp", port)
	message := sprintf("SSH (port %d) is open to the internet%s", [port, firewall.described(rule)])
}
