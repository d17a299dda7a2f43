# METADATA
# title: "Linux VM without password auth"
# related_resources:
#   - https://learn.microsoft.com/azure/virtual-machines/trusted-launch
# custom:
#   id: az-vm-ssh-keys
#   severity: high
#   provider: azure
#   kinds: [compute.instance, compute.template]
#   needs: [ssh.password_auth]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Passwords are guessed; keys are not.
#   remediation: >-
#     Set disable_password_authentication to true and give an SSH key.
#   controls: ["ISO 27001:2022 A.8.5"]
#   examples:
#     terraform: |
#       resource "azurerm_linux_virtual_machine" "this" {
#         disable_password_authentication = true
#         admin_ssh_key {
#           username   = "ops"
#           public_key = file("ops.pub")
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.Compute/virtualMachines",
#         "properties": {
#           "osProfile": {
#             "linuxConfiguration": {
#               "disablePasswordAuthentication": true,
#               "ssh": {
#                 "publicKeys": [
#                   {"path": "/home/ops/.ssh/authorized_keys", "keyData": "[parameters('publicKey')]"}
#                 ]
#               }
#             }
#           }
#         }
#       }
#   fix:
#     - types: [azurerm_linux_virtual_machine]
#       set:
#         disable_password_authentication: true
package guardrails.az_vm_ssh_keys

deny contains "password authentication is enabled" if input.facets.ssh.password_auth == true
