# METADATA
# title: "Load balancer uses TLS 1.2+"
# custom:
#   id: elb-tls12
#   severity: high
#   provider: aws
#   kinds: [network.loadbalancer, network.listener]
#   types: [aws_lb_listener, aws_alb_listener]
#   needs: [listeners]
#   rationale: >-
#     TLS below 1.2 is broken and no longer supported.
#   remediation: >-
#     Use an ssl_policy such as ELBSecurityPolicy-TLS13-1-2-2021-06, and redirect HTTP to HTTPS.
#   controls: ["ISO 27001:2022 A.8.24"]
package guardrails.elb_tls12

deny contains message if {
	some listener in input.facets.listeners
	listener.declared_by == ""
	listener.protocol in {"HTTPS", "TLS", "SSL"}
	listener.min_version in {"1.0", "1.1"}
	message := sprintf("the listener on port %v accepts TLS %s", [listener.port, listener.min_version])
}

deny contains message if {
	some listener in input.facets.listeners
	listener.declared_by == ""
	listener.protocol == "HTTP"
	listener.redirects_to_https == false
	message := sprintf("the listener on port %v speaks plain HTTP", [listener.port])
}
