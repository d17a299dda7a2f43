# METADATA
# title: "EBS encryption by default on"
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
# custom:
#   id: ebs-default-encryption
#   severity: medium
#   provider: aws
#   kinds: [account.settings]
#   types: [aws_ebs_encryption_by_default]
#   needs: [ebs_encryption]
#   profiles: [strict, cis]
#   rationale: >-
#     With the default on, no volume is left unencrypted by mistake.
#   remediation: >-
#     Set aws_ebs_encryption_by_default.enabled to true in every region.
#   controls: ["CIS AWS 5.0 5.1.1", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_ebs_encryption_by_default" "this" {
#         enabled = true
#       }
#   fix:
#     - types: [aws_ebs_encryption_by_default]
#       set:
#         enabled: true
package guardrails.ebs_default_encryption

deny contains "EBS encryption by default is off" if input.facets.ebs_encryption == false
