# METADATA
# title: "CloudWatch log retention of at least 1 year"
# custom:
#   id: log-retention-1y
#   severity: low
#   provider: aws
#   kinds: [log.group]
#   types: [aws_cloudwatch_log_group]
#   needs: [logging.retention_days]
#   rationale: >-
#     Intrusions are found months later; the logs must still be there.
#   remediation: >-
#     Set retention_in_days to 365 or more, or 0 for ever.
#   controls: ["ISO 27001:2022 A.8.15"]
package guardrails.log_retention_1y

deny contains message if {
	input.facets.logging.retention_days != 0
	input.facets.logging.retention_days < 365
	message := sprintf("kept for %d days", [input.facets.logging.retention_days])
}
