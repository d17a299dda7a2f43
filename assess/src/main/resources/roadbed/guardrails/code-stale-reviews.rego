# METADATA
# title: "A new commit needs a new review"
# related_resources:
#   - https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
# custom:
#   id: code-stale-reviews
#   severity: medium
#   provider: other
#   kinds: [code.protection]
#   needs: [reviews.dismiss_stale]
#   profiles: [strict, cis]
#   rationale: >-
#     Without it, what is merged can be another change than the one that was approved.
#   remediation: >-
#     Dismiss approvals when new commits are pushed.
#   controls: ["CIS Software Supply Chain 1.0 1.1.4"]
#   examples:
#     terraform: |
#       resource "github_branch_protection" "main" {
#         repository_id  = github_repository.shop.node_id
#         pattern        = "main"
#         enforce_admins = true
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
package guardrails.code_stale_reviews

deny contains "an approval stays when other commits are pushed" if {
	input.facets.enforced == true
	input.facets.reviews.required > 0
	input.facets.reviews.dismiss_stale == false
}
