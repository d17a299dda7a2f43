# METADATA
# title: "EBS volume encrypted"
# custom:
#   id: ebs-encryption
#   severity: high
#   provider: aws
#   kinds: [storage.volume]
#   types: [aws_ebs_volume]
#   needs: [encryption.at_rest]
#   rationale: >-
#     Volumes and their snapshots leave the machine; encrypted, they leave as noise.
#   remediation: >-
#     Set encrypted to true, with a customer-managed key where the data class asks for it; better,
#     turn on EBS encryption by default in the account.
#   controls: ["CIS AWS 5.0 5.1.1", "ISO 27001:2022 A.8.24"]
package guardrails.ebs_encryption

deny contains "the volume is not encrypted" if input.facets.encryption.at_rest == false
