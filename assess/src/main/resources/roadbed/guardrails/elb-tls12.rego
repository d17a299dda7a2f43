# METADATA
# title: "Load balancer uses TLS 1.2+"
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
# custom:
#   id: elb-tls12
#   severity: high
#   provider: aws
#   kinds: [network.loadbalancer, network.listener]
#   types: [aws_lb_listener, aws_alb_listener]
#   needs: [listeners]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     TLS below 1.2 is broken and no longer supported.
#   remediation: >-
#     Use an ssl_policy such as ELBSecurityPolicy-TLS13-1-2-2021-06, and redirect HTTP to HTTPS.
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
package guardrails.elb_tls12

deny contains message if {
	some listener in input.facets.listeners
	listener.declared_by == ""
	listener.protocol in {"HTTPS", "TLS", "SSL"}
	version := object.get(listener, "min_version", "1.0")
	version in {"1.0", "1.1"}
	message := sprintf("the listener on port %v accepts TLS %s", [object.get(listener, "port", "any"), version])
}

deny contains message if {
	some listener in input.facets.listeners
	listener.declared_by == ""
	listener.protocol == "HTTP"
	listener.redirects_to_https == false
	message := sprintf("the listener on port %v speaks plain HTTP", [object.get(listener, "port", "any")])
}
