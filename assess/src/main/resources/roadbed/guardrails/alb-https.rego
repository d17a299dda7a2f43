# METADATA
# title: "ALB listener HTTPS only"
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
# custom:
#   id: alb-https
#   severity: high
#   provider: aws
#   kinds: [network.listener]
#   types: [aws_lb_listener, aws_alb_listener]
#   needs: [listeners]
#   profiles: [strict]
#   rationale: >-
#     Over plain HTTP, sessions and data travel readable.
#   remediation: >-
#     Make the listener HTTPS or TLS, or let it redirect to HTTPS.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_lb_listener" "this" {
#         load_balancer_arn = aws_lb.web.arn
#         port              = 443
#         protocol          = "HTTPS"
#         ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
#         certificate_arn   = aws_acm_certificate.web.arn
#         default_action {
#           type             = "forward"
#           target_group_arn = aws_lb_target_group.web.arn
#         }
#       }
#     cloudformation: |
#       Type: AWS::ElasticLoadBalancingV2::Listener
#       Properties:
#         LoadBalancerArn: !Ref Balancer
#         Port: 443
#         Protocol: HTTPS
#         SslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06
package guardrails.alb_https

deny contains message if {
	some listener in input.facets.listeners
	listener.declared_by == ""
	not listener.protocol in {"HTTPS", "TLS", "TCP", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"}
	listener.redirects_to_https == false
	message := sprintf("the listener on port %v speaks %s", [object.get(listener, "port", "any"), listener.protocol])
}
