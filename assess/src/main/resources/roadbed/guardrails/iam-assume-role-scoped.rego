# METADATA
# title: "IAM role trust limited to specific principals"
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: iam-assume-role-scoped
#   severity: high
#   provider: aws
#   kinds: [identity.role]
#   types: [aws_iam_role]
#   needs: [trust.statements, trust.any_account]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A role that any AWS principal may assume belongs to everybody; one that an account may assume,
#     to whoever administers that account.
#   remediation: >-
#     Name the roles, users or services that may assume the role, not whole accounts.
#   controls: ["ISO 27001:2022 A.5.15", "ISO 27001:2022 A.8.2"]
#   examples:
#     terraform: |
#       resource "aws_iam_role" "this" {
#         name = "reader"
#         assume_role_policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Principal = { AWS = "arn:aws:iam::111122223333:role/ci" }
#             Action    = "sts:AssumeRole"
#           }]
#         })
#       }
#     cloudformation: |
#       Type: AWS::IAM::Role
#       Properties:
#         AssumeRolePolicyDocument:
#           Version: "2012-10-17"
#           Statement:
#             - Effect: Allow
#               Principal:
#                 AWS: arn:aws:iam::111122223333:role/ci
#               Action: sts:AssumeRole
package guardrails.iam_assume_role_scoped

deny contains "any AWS principal may assume the role" if input.facets.trust.any_account == true

deny contains message if {
	some statement in input.facets.trust.statements
	statement.effect == "Allow"
	some principal in statement.principals
	principal.type == "AWS"
	regex.match(`^(\d{12}|arn:aws[a-z-]*:iam::\d{12}:root)$`, principal.id)
	message := sprintf("everybody in the account %s may assume the role", [principal.id])
}
