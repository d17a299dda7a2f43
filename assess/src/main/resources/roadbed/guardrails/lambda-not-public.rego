# METADATA
# title: "Lambda function not public"
# custom:
#   id: lambda-not-public
#   severity: high
#   provider: aws
#   kinds: [identity.resource_policy]
#   types: [aws_lambda_permission]
#   needs: [public.policy]
#   rationale: >-
#     A function that anyone may invoke is an open relay into the account and onto the bill.
#   remediation: >-
#     Name the principal, with a source account or organisation.
#   controls: ["ISO 27001:2022 A.5.15"]
package guardrails.lambda_not_public

deny contains "anyone may invoke the function" if input.facets.public.policy == true
