# METADATA
# title: "Load balancer is protected from deletion"
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
# custom:
#   id: elb-deletion-protection
#   severity: low
#   provider: aws
#   kinds: [network.loadbalancer]
#   types: [aws_lb, aws_alb]
#   needs: [deletion_protection.enabled]
#   profiles: [strict, prod]
#   rationale: >-
#     One wrong call takes the service off the network.
#   remediation: >-
#     Set enable_deletion_protection to true.
#   controls: ["ISO 27001:2022 A.8.14"]
#   examples:
#     terraform: |
#       resource "aws_lb" "this" {
#         name                       = "web"
#         enable_deletion_protection = true
#       }
#     cloudformation: |
#       Type: AWS::ElasticLoadBalancingV2::LoadBalancer
#       Properties:
#         LoadBalancerAttributes:
#           - Key: deletion_protection.enabled
#             Value: "true"
package guardrails.elb_deletion_protection

deny contains "deletion protection is off" if input.facets.deletion_protection.enabled == false
