# METADATA
# title: "SNS topic not public"
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
# custom:
#   id: sns-not-public
#   severity: high
#   provider: aws
#   kinds: [topic, identity.resource_policy]
#   types: [aws_sns_topic, aws_sns_topic_policy]
#   needs: [public.policy]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Whoever may subscribe reads what is published.
#   remediation: >-
#     Name the principals, or narrow them with aws:SourceOwner.
#   controls: ["ISO 27001:2022 A.5.15"]
#   examples:
#     terraform: |
#       resource "aws_sns_topic_policy" "this" {
#         arn = aws_sns_topic.orders.arn
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Principal = { AWS = "arn:aws:iam::111122223333:root" }
#             Action    = "sns:Publish"
#             Resource  = aws_sns_topic.orders.arn
#           }]
#         })
#       }
#     cloudformation: |
#       Type: AWS::SNS::TopicPolicy
#       Properties:
#         Topics: [!Ref Orders]
#         PolicyDocument:
#           Version: "2012-10-17"
#           Statement:
#             - Effect: Allow
#               Principal:
#                 AWS: arn:aws:iam::111122223333:role/shop
#               Action: sns:Publish
#               Resource: !Ref Orders
package guardrails.sns_not_public

deny contains "everybody may use the topic" if input.facets.public.policy == true
