# METADATA
# title: "Webhooks are signed"
# related_resources:
#   - https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
# custom:
#   id: code-webhook-secret
#   severity: medium
#   provider: other
#   kinds: [code.webhook]
#   needs: [secret]
#   profiles: [strict, prod]
#   rationale: >-
#     Without a secret the receiver cannot tell the code host's messages from anybody else's.
#   remediation: >-
#     Give the webhook a secret, and check the signature where it is received.
#   controls: ["NIST 800-53 SC-23", "ISO 27001:2022 A.8.26"]
#   examples:
#     terraform: |
#       resource "github_repository_webhook" "build" {
#         repository = github_repository.shop.name
#         events     = ["push"]
#
#         configuration {
#           url          = "https://build.example.com/hooks"
#           content_type = "json"
#           secret       = var.webhook_secret
#         }
#       }
package guardrails.code_webhook_secret

deny contains "it has no secret" if {
	input.facets.active == true
	input.facets.secret == false
}
