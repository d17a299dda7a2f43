# METADATA
# title: "IAM passwords are not used again"
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
# custom:
#   id: iam-password-reuse
#   severity: low
#   provider: aws
#   kinds: [account.settings]
#   types: [aws_iam_account_password_policy]
#   needs: [password.reuse_prevention]
#   profiles: [strict, cis]
#   rationale: >-
#     A leaked password that comes back is a leaked password.
#   remediation: >-
#     Set password_reuse_prevention to 24.
#   controls: ["CIS AWS 5.0 1.8", "ISO 27001:2022 A.5.17"]
#   parameters:
#     - name: remembered
#       type: integer
#       default: 24
#       description: least number of passwords that are remembered
#   examples:
#     terraform: |
#       resource "aws_iam_account_password_policy" "this" {
#         password_reuse_prevention = 24
#       }
package guardrails.iam_password_reuse

deny contains message if {
	least := data.parameters["iam-password-reuse"].remembered
	input.facets.password.reuse_prevention < least
	message := sprintf("the number of remembered passwords is %d, less than %d", [input.facets.password.reuse_prevention, least])
}
