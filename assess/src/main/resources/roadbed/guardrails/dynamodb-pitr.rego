# METADATA
# title: "DynamoDB has point-in-time recovery"
# related_resources:
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/best-practices-security.html
# custom:
#   id: dynamodb-pitr
#   severity: medium
#   provider: aws
#   kinds: [database.document]
#   types: [aws_dynamodb_table]
#   needs: [backup.point_in_time]
#   profiles: [strict, prod]
#   rationale: >-
#     A faulty release writes wrong data faster than nightly backups.
#   remediation: >-
#     Turn on point_in_time_recovery.
#   controls: ["ISO 27001:2022 A.8.13"]
#   examples:
#     terraform: |
#       resource "aws_dynamodb_table" "this" {
#         name     = "orders"
#         hash_key = "id"
#         point_in_time_recovery {
#           enabled = true
#         }
#       }
#     cloudformation: |
#       Type: AWS::DynamoDB::Table
#       Properties:
#         PointInTimeRecoverySpecification:
#           PointInTimeRecoveryEnabled: true
#   fix:
#     - types: [aws_dynamodb_table]
#       set:
#         point_in_time_recovery.enabled: true
package guardrails.dynamodb_pitr

deny contains "there is no point-in-time recovery" if input.facets.backup.point_in_time == false
