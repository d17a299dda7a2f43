# METADATA
# title: "KMS rotation <= 90 days"
# related_resources:
#   - https://cloud.google.com/kms/docs/key-rotation
# custom:
#   id: gcp-kms-rotation
#   severity: medium
#   provider: gcp
#   kinds: [crypto.key]
#   needs: [symmetric, rotation.enabled]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Rotation bounds how much one leaked key version opens.
#   remediation: >-
#     Set rotation_period to at most 7776000s.
#   controls: ["CIS GCP 4.0 1.10", "ISO 27001:2022 A.8.24"]
#   parameters:
#     - name: days
#       type: integer
#       default: 90
#       description: most days between two rotations
#   examples:
#     terraform: |
#       resource "google_kms_crypto_key" "this" {
#         name            = "data"
#         key_ring        = google_kms_key_ring.main.id
#         rotation_period = "7776000s"
#       }
#   fix:
#     - types: [google_kms_crypto_key]
#       set:
#         rotation_period: "7776000s"
package guardrails.gcp_kms_rotation

deny contains "the key is not rotated" if {
	input.facets.symmetric == true
	input.facets.rotation.enabled == false
}

deny contains message if {
	input.facets.symmetric == true
	input.facets.rotation.enabled == true
	input.facets.rotation.days > data.parameters["gcp-kms-rotation"].days
	message := sprintf("rotated every %d days", [input.facets.rotation.days])
}

deny contains "rotated more than once a day" if {
	input.facets.symmetric == true
	input.facets.rotation.seconds < 86400
}
