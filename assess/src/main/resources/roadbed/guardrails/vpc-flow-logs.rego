# METADATA
# title: "VPC flow logs on"
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
# custom:
#   id: vpc-flow-logs
#   severity: medium
#   provider: aws
#   kinds: [network.vpc]
#   types: [aws_vpc]
#   needs: [logging.enabled]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Without flow logs nobody can say who talked to whom.
#   remediation: >-
#     Add an aws_flow_log for the VPC.
#   controls: ["CIS AWS 5.0 3.7", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "aws_flow_log" "this" {
#         vpc_id               = aws_vpc.main.id
#         traffic_type         = "ALL"
#         log_destination_type = "s3"
#         log_destination      = aws_s3_bucket.logs.arn
#       }
#     cloudformation: |
#       Type: AWS::EC2::FlowLog
#       Properties:
#         ResourceId: !Ref Vpc
#         ResourceType: VPC
#         TrafficType: ALL
#         LogDestinationType: s3
#         LogDestination: !GetAtt Logs.Arn
package guardrails.vpc_flow_logs

deny contains "flow logs are off" if input.facets.logging.enabled == false
