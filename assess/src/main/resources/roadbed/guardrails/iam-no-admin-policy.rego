# METADATA
# title: "No IAM policy with full *:* privileges"
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: iam-no-admin-policy
#   severity: critical
#   provider: aws
#   kinds: [identity.policy, identity.policy_document]
#   needs: [policy.statements]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Whoever holds a *:* policy can do everything, and so can whoever steals it.
#   remediation: >-
#     Grant the actions and resources that are needed; for administration use time-bound access to a
#     separate role.
#   controls: ["CIS AWS 5.0 1.15", "ISO 27001:2022 A.8.2"]
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
package guardrails.iam_no_admin_policy

deny contains "a statement allows every action on every resource" if {
	some statement in input.facets.policy.statements
	statement.declared_by == ""
	statement.admin == true
}
