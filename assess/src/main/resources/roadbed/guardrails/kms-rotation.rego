# METADATA
# title: "KMS key rotation on"
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
# custom:
#   id: kms-rotation
#   severity: medium
#   provider: aws
#   kinds: [crypto.key]
#   needs: [symmetric, rotation.enabled]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Rotation bounds how much one leaked key version opens.
#   remediation: >-
#     Set enable_key_rotation to true. Asymmetric keys cannot rotate by themselves and are not
#     judged to fail.
#   controls: ["CIS AWS 5.0 3.6", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_kms_key" "this" {
#         description         = "logs"
#         enable_key_rotation = true
#       }
#     cloudformation: |
#       Type: AWS::KMS::Key
#       Properties:
#         EnableKeyRotation: true
#   fix:
#     - types: [aws_kms_key]
#       set:
#         enable_key_rotation: true
#     - types: ["AWS::KMS::Key"]
#       set:
#         EnableKeyRotation: true
package guardrails.kms_rotation

deny contains "automatic rotation is off" if {
	input.facets.symmetric == true
	input.facets.rotation.enabled == false
}
