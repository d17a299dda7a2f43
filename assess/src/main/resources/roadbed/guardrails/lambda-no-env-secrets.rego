# METADATA
# title: "No secrets in Lambda variables"
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/lambda-security.html
# custom:
#   id: lambda-no-env-secrets
#   severity: critical
#   provider: aws
#   kinds: [function]
#   types: [aws_lambda_function]
#   needs: [env_secrets]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Variables of a function are shown to everybody who may look at it.
#   remediation: >-
#     Keep the secret in Secrets Manager and give the function its ARN.
#   controls: ["ISO 27001:2022 A.5.17"]
#   examples:
#     terraform: |
#       resource "aws_lambda_function" "this" {
#         function_name = "app"
#         role          = aws_iam_role.app.arn
#         environment {
#           variables = {
#             DATABASE_SECRET_ARN = aws_secretsmanager_secret.db.arn
#           }
#         }
#       }
#     cloudformation: |
#       Type: AWS::Lambda::Function
#       Properties:
#         Environment:
#           Variables:
#             DATABASE_SECRET_ARN: !Ref DatabaseSecret
package guardrails.lambda_no_env_secrets

deny contains message if {
	count(input.facets.env_secrets) > 0
	message := sprintf("variables hold secrets: %s", [concat(", ", input.facets.env_secrets)])
}
