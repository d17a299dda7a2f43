# METADATA
# title: "Secrets Manager rotation within 90 days"
# related_resources:
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
# custom:
#   id: secrets-rotation
#   severity: medium
#   provider: aws
#   kinds: [secret.rotation]
#   needs: [rotation.days]
#   profiles: [strict]
#   rationale: >-
#     A secret that is never changed is known to everybody who ever left.
#   remediation: >-
#     Set a rotation schedule of at most 90 days.
#   controls: ["ISO 27001:2022 A.5.17"]
#   parameters:
#     - name: days
#       type: integer
#       default: 90
#       description: most days between two rotations
#   examples:
#     terraform: |
#       resource "aws_secretsmanager_secret_rotation" "this" {
#         secret_id           = aws_secretsmanager_secret.db.id
#         rotation_lambda_arn = aws_lambda_function.rotate.arn
#         rotation_rules {
#           automatically_after_days = 30
#         }
#       }
#     cloudformation: |
#       Type: AWS::SecretsManager::RotationSchedule
#       Properties:
#         SecretId: !Ref Secret
#         RotationLambdaARN: !GetAtt Rotate.Arn
#         RotationRules:
#           AutomaticallyAfterDays: 30
package guardrails.secrets_rotation

deny contains message if {
	input.facets.rotation.days > data.parameters["secrets-rotation"].days
	message := sprintf("rotated every %d days", [input.facets.rotation.days])
}
