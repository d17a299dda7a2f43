# METADATA
# title: "No wildcard resource for restrictable actions"
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: iam-no-wildcard-resource
#   severity: high
#   provider: aws
#   kinds: [identity.policy, identity.policy_document]
#   needs: [policy.statements]
#   profiles: [strict]
#   rationale: >-
#     A statement on every resource also covers those that other teams create next year.
#   remediation: >-
#     Name the resources by ARN. Actions that know no resource belong in a statement of their own.
#   controls: ["ISO 27001:2022 A.8.2", "ISO 27001:2022 A.5.15"]
#   examples:
#     terraform: |
#       resource "aws_iam_policy" "this" {
#         name   = "data-writer"
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect   = "Allow"
#             Action   = ["s3:GetObject", "s3:PutObject"]
#             Resource = "${aws_s3_bucket.data.arn}/*"
#           }]
#         })
#       }
#     cloudformation: |
#       Type: AWS::IAM::ManagedPolicy
#       Properties:
#         PolicyDocument:
#           Version: '2012-10-17'
#           Statement:
#             - Effect: Allow
#               Action: [s3:GetObject, s3:PutObject]
#               Resource: !Sub '${Data.Arn}/*'
package guardrails.iam_no_wildcard_resource

import data.lib.iam

deny contains message if {
	some statement in everything_allowed
	some action in statement.actions
	iam.restrictable(action)
	message := sprintf("a statement allows %s on every resource", [action])
}

deny contains "a statement allows all but some actions on every resource" if {
	some statement in everything_allowed
	count(statement.not_actions) > 0
}

everything_allowed contains statement if {
	some statement in input.facets.policy.statements
	statement.declared_by == ""
	statement.effect == "Allow"
	"*" in statement.resources
}
