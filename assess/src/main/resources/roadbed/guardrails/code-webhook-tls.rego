# METADATA
# title: "Webhooks are sent over checked TLS"
# related_resources:
#   - https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks
# custom:
#   id: code-webhook-tls
#   severity: high
#   provider: other
#   kinds: [code.webhook]
#   needs: [transport.tls_only]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     A webhook tells what happens in the code, and what is built on it trusts what it is told.
#   remediation: >-
#     Use an https address and leave the check of the certificate on.
#   controls: ["CIS Software Supply Chain 1.0 1.4.4", "NIST 800-53 SC-8"]
#   examples:
#     terraform: |
#       resource "github_repository_webhook" "build" {
#         repository = github_repository.shop.name
#         events     = ["push"]
#
#         configuration {
#           url          = "https://build.example.com/hooks"
#           content_type = "json"
#           insecure_ssl = false
#           secret       = var.webhook_secret
#         }
#       }
package guardrails.code_webhook_tls

deny contains "it is not sent over checked TLS" if {
	input.facets.active == true
	input.facets.transport.tls_only == false
}
