# METADATA
# title: "KMS key rotation on"
# custom:
#   id: kms-rotation
#   severity: medium
#   provider: aws
#   kinds: [crypto.key]
#   needs: [symmetric, rotation.enabled]
#   rationale: >-
#     Rotation bounds how much one leaked key version opens.
#   remediation: >-
#     Set enable_key_rotation to true. Asymmetric keys cannot rotate by themselves and are not
#     judged to fail.
#   controls: ["CIS AWS 5.0 3.6", "ISO 27001:2022 A.8.24"]
package guardrails.kms_rotation

deny contains "automatic rotation is off" if {
	input.facets.symmetric == true
	input.facets.rotation.enabled == false
}
