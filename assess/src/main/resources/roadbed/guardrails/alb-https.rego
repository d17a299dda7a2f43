# METADATA
# title: "ALB listener HTTPS only"
# custom:
#   id: alb-https
#   severity: high
#   provider: aws
#   kinds: [network.listener]
#   types: [aws_lb_listener, aws_alb_listener]
#   needs: [listeners]
#   rationale: >-
#     Over plain HTTP, sessions and data travel readable.
#   remediation: >-
#     Make the listener HTTPS or TLS, or let it redirect to HTTPS.
#   controls: ["ISO 27001:2022 A.8.24"]
package guardrails.alb_https

deny contains message if {
	some listener in input.facets.listeners
	listener.declared_by == ""
	not listener.protocol in {"HTTPS", "TLS", "TCP", "UDP", "TCP_UDP"}
	listener.redirects_to_https == false
	message := sprintf("the listener on port %v speaks %s", [listener.port, listener.protocol])
}
