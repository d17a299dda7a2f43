# METADATA
# title: "KMS rotation <= 90 days"
# custom:
#   id: gcp-kms-rotation
#   severity: medium
#   provider: gcp
#   kinds: [crypto.key]
#   needs: [symmetric, rotation.enabled]
#   rationale: >-
#     Rotation bounds how much one leaked key version opens.
#   remediation: >-
#     Set rotation_period to at most 7776000s.
#   controls: ["CIS GCP 4.0 1.10", "ISO 27001:2022 A.8.24"]
package guardrails.gcp_kms_rotation

deny contains "the key is not rotated" if {
	input.facets.symmetric == true
	input.facets.rotation.enabled == false
}

deny contains message if {
	input.facets.symmetric == true
	input.facets.rotation.enabled == true
	input.facets.rotation.days > 90
	message := sprintf("rotated every %d days", [input.facets.rotation.days])
}
