# METADATA
# title: "Secrets Manager rotation within 90 days"
# custom:
#   id: secrets-rotation
#   severity: medium
#   provider: aws
#   kinds: [secret.rotation]
#   needs: [rotation.days]
#   rationale: >-
#     A secret that is never changed is known to everybody who ever left.
#   remediation: >-
#     Set a rotation schedule of at most 90 days.
#   controls: ["ISO 27001:2022 A.5.17"]
package guardrails.secrets_rotation

deny contains message if {
	input.facets.rotation.days > 90
	message := sprintf("rotated every %d days", [input.facets.rotation.days])
}
