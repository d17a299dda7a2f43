# METADATA
# title: "No wildcard action in policy documents"
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: iam-no-wildcard-action
#   severity: high
#   provider: aws
#   kinds: [identity.policy, identity.policy_document]
#   needs: [policy.statements]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A wildcard action grants also what the service will learn to do next year.
#   remediation: >-
#     List the actions that are needed.
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
package guardrails.iam_no_wildcard_action

deny contains message if {
	some statement in input.facets.policy.statements
	statement.declared_by == ""
	statement.effect == "Allow"
	some action in statement.actions
	action in {"*", "*:*"}
	message := sprintf("a statement allows the action %s", [action])
}
