# METADATA
# title: "No secrets in EC2 user data"
# custom:
#   id: ec2-no-secrets-userdata
#   severity: critical
#   provider: aws
#   kinds: [compute.instance, compute.template]
#   needs: [user_data.present, user_data.secrets]
#   rationale: >-
#     User data is readable by everyone who may describe the instance and by every process on it.
#   remediation: >-
#     Take the secret out, rotate it, and read it at start-up from Secrets Manager or Parameter
#     Store with the instance's role.
#   controls: ["ISO 27001:2022 A.5.17", "ISO 27001:2022 A.8.24"]
package guardrails.ec2_no_secrets_userdata

deny contains message if {
	kinds := input.facets.user_data.secrets
	count(kinds) > 0
	message := sprintf("user data holds secrets: %s", [concat(", ", kinds)])
}
