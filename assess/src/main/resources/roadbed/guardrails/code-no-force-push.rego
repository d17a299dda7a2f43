# METADATA
# title: "The history of protected branches cannot be rewritten"
# related_resources:
#   - https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
#   - https://docs.gitlab.com/user/project/repository/branches/protected/
# custom:
#   id: code-no-force-push
#   severity: high
#   provider: other
#   kinds: [code.protection]
#   needs: [force_push]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Who can rewrite history can make a reviewed commit another one, and take away its traces.
#   remediation: >-
#     Do not allow force pushes.
#   controls: ["CIS Software Supply Chain 1.0 1.1.16", "ISO 27001:2022 A.8.4"]
#   examples:
#     terraform: |
#       resource "github_branch_protection" "main" {
#         repository_id  = github_repository.shop.node_id
#         pattern        = "main"
#         enforce_admins = true
#
#         allows_force_pushes = false
#
#         required_pull_request_reviews {
#           required_approving_review_count = 1
#           dismiss_stale_reviews           = true
#         }
#
#         required_status_checks {
#           strict   = true
#           contexts = ["verify"]
#         }
#       }
package guardrails.code_no_force_push

deny contains "force pushes are allowed" if {
	input.facets.enforced == true
	count(input.facets.branches) > 0
	input.facets.force_push == true
}
