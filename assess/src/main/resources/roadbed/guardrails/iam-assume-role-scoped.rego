# METADATA
# title: "IAM role trust limited to specific principals"
# custom:
#   id: iam-assume-role-scoped
#   severity: high
#   provider: aws
#   kinds: [identity.role]
#   types: [aws_iam_role]
#   needs: [trust.any_account]
#   rationale: >-
#     A role that any AWS principal may assume belongs to everybody.
#   remediation: >-
#     Name the accounts, roles or services that may assume the role, with an external id for third
#     parties.
#   controls: ["ISO 27001:2022 A.5.15", "ISO 27001:2022 A.8.2"]
package guardrails.iam_assume_role_scoped

deny contains "any AWS principal may assume the role" if input.facets.trust.any_account == true
