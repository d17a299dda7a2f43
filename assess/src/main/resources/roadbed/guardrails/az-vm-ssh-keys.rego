# METADATA
# title: "Linux VM without password auth"
# custom:
#   id: az-vm-ssh-keys
#   severity: high
#   provider: azure
#   kinds: [compute.instance, compute.template]
#   needs: [ssh.password_auth]
#   rationale: >-
#     Passwords are guessed; keys are not.
#   remediation: >-
#     Set disable_password_authentication to true and give an SSH key.
#   controls: ["ISO 27001:2022 A.8.5"]
package guardrails.az_vm_ssh_keys

deny contains "password authentication is enabled" if input.facets.ssh.password_auth == true
