# METADATA
# title: "Lambda function not public"
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/lambda-security.html
# custom:
#   id: lambda-not-public
#   severity: high
#   provider: aws
#   kinds: [identity.resource_policy]
#   types: [aws_lambda_permission]
#   needs: [policy.statements]
#   profiles: [strict]
#   rationale: >-
#     A function that anyone may invoke is an open relay into the account and onto the bill.
#   remediation: >-
#     Name the principal, with a source account or organisation.
#   controls: ["ISO 27001:2022 A.5.15"]
#   examples:
#     terraform: |
#       resource "aws_lambda_permission" "this" {
#         action        = "lambda:InvokeFunction"
#         function_name = aws_lambda_function.app.function_name
#         principal     = "events.amazonaws.com"
#         source_arn    = aws_cloudwatch_event_rule.nightly.arn
#       }
#     cloudformation: |
#       Type: AWS::Lambda::Permission
#       Properties:
#         Action: lambda:InvokeFunction
#         FunctionName: !Ref App
#         Principal: events.amazonaws.com
#         SourceArn: !GetAtt Nightly.Arn
package guardrails.lambda_not_public

# Whoever it is, and whatever they come through: a condition on the way does not say who somebody is.
deny contains "anyone may invoke the function" if {
	some statement in input.facets.policy.statements
	statement.effect == "Allow"
	statement.any_principal == true
}
