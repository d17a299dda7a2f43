# METADATA
# title: "CloudWatch log retention of at least 1 year"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
# custom:
#   id: log-retention-1y
#   severity: low
#   provider: aws
#   kinds: [log.group]
#   types: [aws_cloudwatch_log_group]
#   needs: [logging.retention_days]
#   profiles: [strict, prod]
#   rationale: >-
#     Intrusions are found months later; the logs must still be there.
#   remediation: >-
#     Set retention_in_days to 365 or more, or 0 for ever.
#   controls: ["ISO 27001:2022 A.8.15"]
#   parameters:
#     - name: days
#       type: integer
#       default: 365
#       description: least number of days
#   examples:
#     terraform: |
#       resource "aws_cloudwatch_log_group" "this" {
#         name              = "/app/orders"
#         retention_in_days = 365
#       }
#     cloudformation: |
#       Type: AWS::Logs::LogGroup
#       Properties:
#         RetentionInDays: 365
package guardrails.log_retention_1y

least := data.parameters["log-retention-1y"].days

deny contains message if {
	not unsaid
	input.facets.logging.retention_days != 0
	input.facets.logging.retention_days < least
	message := sprintf("kept for %d days, less than %d", [input.facets.logging.retention_days, least])
}

deny contains "how long the log is kept is not said" if unsaid

# What stands in a file should say it; of what is there for real, nothing said means kept for ever.
unsaid if {
	"logging.retention_days" in input.facets.defaulted
	input.origin.side == "declared"
}
