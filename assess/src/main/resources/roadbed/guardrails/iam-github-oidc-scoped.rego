# METADATA
# title: "GitHub OIDC trust limited to safe subjects"
# related_resources:
#   - https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
# custom:
#   id: iam-github-oidc-scoped
#   severity: high
#   provider: aws
#   kinds: [identity.policy_document, identity.role]
#   types: [aws_iam_policy_document, aws_iam_role]
#   needs: []
#   profiles: [strict]
#   rationale: >-
#     Without a subject, every repository of GitHub can take this role.
#   remediation: >-
#     Add a condition on token.actions.githubusercontent.com:sub that names organisation and
#     repository.
#   controls: ["ISO 27001:2022 A.5.15", "ISO 27001:2022 A.8.2"]
#   parameters:
#     - name: organizations
#       type: strings
#       default: []
#       description: GitHub organisations that may assume roles; empty for any that is named
#   examples:
#     terraform: |
#       data "aws_iam_policy_document" "deploy" {
#         statement {
#           actions = ["sts:AssumeRoleWithWebIdentity"]
#           principals {
#             type        = "Federated"
#             identifiers = [aws_iam_openid_connect_provider.github.arn]
#           }
#           condition {
#             test     = "StringEquals"
#             variable = "token.actions.githubusercontent.com:sub"
#             values   = ["repo:example/shop:ref:refs/heads/main"]
#           }
#         }
#       }
#     cloudformation: |
#       Type: AWS::IAM::Role
#       Properties:
#         AssumeRolePolicyDocument:
#           Version: "2012-10-17"
#           Statement:
#             - Effect: Allow
#               Principal:
#                 Federated: !Ref GithubProvider
#               Action: sts:AssumeRoleWithWebIdentity
#               Condition:
#                 StringEquals:
#                   token.actions.githubusercontent.com:sub: repo:shop/web:ref:refs/heads/main
#                   token.actions.githubusercontent.com:aud: sts.amazonaws.com
package guardrails.iam_github_oidc_scoped

deny contains message if {
	some statement in statements
	trusts_github(statement)
	not scoped(statement)
	message := "every repository of GitHub may assume the role: no condition on the subject names one"
}

deny contains message if {
	some statement in statements
	trusts_github(statement)
	some subject in subjects(statement)
	organization := split(trim_prefix(subject, "repo:"), "/")[0]
	allowed := data.parameters["iam-github-oidc-scoped"].organizations
	count(allowed) > 0
	not organization in allowed
	message := sprintf("repositories of %s may assume the role", [organization])
}

statements contains statement if {
	some statement in input.facets.policy.statements
	input.kind == "identity.policy_document"
}

statements contains statement if {
	some statement in input.facets.trust.statements
}

trusts_github(statement) if {
	statement.effect == "Allow"
	some principal in statement.principals
	principal.type == "Federated"
	contains(principal.id, "token.actions.githubusercontent.com")
}

# Subjects that name an organisation and at least the beginning of a repository.
subjects(statement) := [value |
	some condition in statement.conditions
	regex.match(`^token\.actions\.githubusercontent\.com(/[^:]+)?:sub$`, lower(condition.key))
	some value in condition.values
	regex.match(`^repo:[^/*?]+/[^/]+`, value)
	not startswith(split(value, "/")[1], "*:")
]

scoped(statement) if count(subjects(statement)) > 0
