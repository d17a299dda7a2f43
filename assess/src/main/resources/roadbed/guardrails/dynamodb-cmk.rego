# METADATA
# title: "DynamoDB encrypted with a customer key"
# related_resources:
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/best-practices-security.html
# custom:
#   id: dynamodb-cmk
#   severity: low
#   provider: aws
#   kinds: [database.document]
#   types: [aws_dynamodb_table]
#   needs: [encryption.customer_key]
#   profiles: [strict]
#   rationale: >-
#     Only with a key of one's own can access be taken away in one place.
#   remediation: >-
#     Set server_side_encryption with a kms_key_arn.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_dynamodb_table" "this" {
#         name     = "orders"
#         hash_key = "id"
#         server_side_encryption {
#           enabled     = true
#           kms_key_arn = aws_kms_key.orders.arn
#         }
#       }
#     cloudformation: |
#       Type: AWS::DynamoDB::Table
#       Properties:
#         SSESpecification:
#           SSEEnabled: true
#           SSEType: KMS
#           KMSMasterKeyId: !Ref OrdersKey
package guardrails.dynamodb_cmk

deny contains "not encrypted with a key of one's own" if input.facets.encryption.customer_key == false
