# METADATA
# title: "Deploy keys can only read"
# related_resources:
#   - https://docs.github.com/en/authentication/connecting-to-github-with-ssh/managing-deploy-keys
# custom:
#   id: code-deploy-key-read-only
#   severity: medium
#   provider: other
#   kinds: [code.deploy_key]
#   needs: [read_only]
#   profiles: [strict, prod]
#   rationale: >-
#     A deploy key is nobody's account: it does not end, has no second factor, and lies on a server.
#   remediation: >-
#     Make it read-only; let what must write use an app or a short-lived token.
#   controls: ["NIST 800-53 AC-6", "ISO 27001:2022 A.8.4"]
#   examples:
#     terraform: |
#       resource "github_repository_deploy_key" "web" {
#         title      = "web servers"
#         repository = github_repository.shop.name
#         key        = var.public_key
#         read_only  = true
#       }
package guardrails.code_deploy_key_read_only

deny contains "who has the key can write" if input.facets.read_only == false
