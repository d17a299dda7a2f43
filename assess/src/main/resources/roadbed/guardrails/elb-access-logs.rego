# METADATA
# title: "Load balancer writes access logs"
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
# custom:
#   id: elb-access-logs
#   severity: low
#   provider: aws
#   kinds: [network.loadbalancer]
#   types: [aws_lb, aws_alb, aws_elb]
#   needs: [logging.enabled]
#   profiles: [strict, prod]
#   rationale: >-
#     Access logs say who asked for what, and when.
#   remediation: >-
#     Add an access_logs block with a bucket.
#   controls: ["ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "aws_lb" "this" {
#         name = "web"
#         access_logs {
#           bucket  = aws_s3_bucket.logs.id
#           enabled = true
#         }
#       }
#     cloudformation: |
#       Type: AWS::ElasticLoadBalancingV2::LoadBalancer
#       Properties:
#         LoadBalancerAttributes:
#           - Key: access_logs.s3.enabled
#             Value: "true"
package guardrails.elb_access_logs

deny contains "access logs are off" if input.facets.logging.enabled == false
