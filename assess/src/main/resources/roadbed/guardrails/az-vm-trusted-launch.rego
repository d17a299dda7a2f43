# METADATA
# title: "VM starts trusted"
# related_resources:
#   - https://learn.microsoft.com/azure/virtual-machines/trusted-launch
# custom:
#   id: az-vm-trusted-launch
#   severity: low
#   provider: azure
#   kinds: [compute.instance]
#   types: [azurerm_linux_virtual_machine, azurerm_windows_virtual_machine]
#   needs: [shielded.secure_boot, shielded.vtpm]
#   profiles: [strict, cis]
#   rationale: >-
#     A changed boot loader is found by secure boot and vTPM only.
#   remediation: >-
#     Set secure_boot_enabled and vtpm_enabled.
#   controls: ["CIS Azure 3.0 8.11", "ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "azurerm_linux_virtual_machine" "this" {
#         secure_boot_enabled = true
#         vtpm_enabled        = true
#       }
#     arm: |
#       {
#         "type": "Microsoft.Compute/virtualMachines",
#         "properties": {
#           "storageProfile": {"osDisk": {"osType": "Linux", "createOption": "FromImage"}},
#           "securityProfile": {
#             "securityType": "TrustedLaunch",
#             "uefiSettings": {"secureBootEnabled": true, "vTpmEnabled": true}
#           }
#         }
#       }
package guardrails.az_vm_trusted_launch

deny contains message if {
	off := [name |
		some name in ["secure_boot", "vtpm"]
		input.facets.shielded[name] == false
	]
	count(off) > 0
	message := sprintf("without %s", [concat(", ", off)])
}
