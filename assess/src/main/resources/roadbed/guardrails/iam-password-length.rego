# METADATA
# title: "IAM passwords have at least 14 characters"
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
# custom:
#   id: iam-password-length
#   severity: medium
#   provider: aws
#   kinds: [account.settings]
#   types: [aws_iam_account_password_policy]
#   needs: [password.minimum_length]
#   profiles: [strict, cis]
#   rationale: >-
#     Short passwords are guessed.
#   remediation: >-
#     Set minimum_password_length to 14 or more, or better, use single sign-on only.
#   controls: ["CIS AWS 5.0 1.7", "ISO 27001:2022 A.5.17"]
#   parameters:
#     - name: length
#       type: integer
#       default: 14
#       description: least number of characters
#   examples:
#     terraform: |
#       resource "aws_iam_account_password_policy" "this" {
#         minimum_password_length = 14
#       }
package guardrails.iam_password_length

deny contains message if {
	least := data.parameters["iam-password-length"].length
	input.facets.password.minimum_length < least
	message := sprintf("the shortest password is %d, less than %d", [input.facets.password.minimum_length, least])
}
