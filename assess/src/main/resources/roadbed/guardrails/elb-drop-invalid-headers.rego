# METADATA
# title: "Load balancer drops invalid headers"
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
# custom:
#   id: elb-drop-invalid-headers
#   severity: low
#   provider: aws
#   kinds: [network.loadbalancer]
#   types: [aws_lb, aws_alb]
#   needs: [drop_invalid_headers]
#   profiles: [strict]
#   rationale: >-
#     Requests with invalid headers are how one request is smuggled in another.
#   remediation: >-
#     Set drop_invalid_header_fields to true.
#   controls: ["ISO 27001:2022 A.8.26"]
#   examples:
#     terraform: |
#       resource "aws_lb" "this" {
#         name                       = "web"
#         drop_invalid_header_fields = true
#       }
#     cloudformation: |
#       Type: AWS::ElasticLoadBalancingV2::LoadBalancer
#       Properties:
#         LoadBalancerAttributes:
#           - Key: routing.http.drop_invalid_header_fields.enabled
#             Value: "true"
package guardrails.elb_drop_invalid_headers

deny contains "invalid headers are passed on" if input.facets.drop_invalid_headers == false
