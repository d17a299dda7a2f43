# METADATA
# title: "SQS queue not public"
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
# custom:
#   id: sqs-not-public
#   severity: critical
#   provider: aws
#   kinds: [queue, identity.resource_policy]
#   types: [aws_sqs_queue, aws_sqs_queue_policy]
#   needs: [public.policy]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Messages from strangers are worked on like one's own.
#   remediation: >-
#     Name the principals, or narrow them with aws:SourceArn.
#   controls: ["ISO 27001:2022 A.5.15"]
#   examples:
#     terraform: |
#       resource "aws_sqs_queue_policy" "this" {
#         queue_url = aws_sqs_queue.orders.id
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Principal = { AWS = "arn:aws:iam::111122223333:root" }
#             Action    = "sqs:SendMessage"
#             Resource  = aws_sqs_queue.orders.arn
#           }]
#         })
#       }
#     cloudformation: |
#       Type: AWS::SQS::QueuePolicy
#       Properties:
#         Queues: [!Ref Orders]
#         PolicyDocument:
#           Version: "2012-10-17"
#           Statement:
#             - Effect: Allow
#               Principal:
#                 AWS: arn:aws:iam::111122223333:role/shop
#               Action: sqs:SendMessage
#               Resource: !GetAtt Orders.Arn
package guardrails.sqs_not_public

deny contains "everybody may use the queue" if input.facets.public.policy == true
