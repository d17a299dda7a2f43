# METADATA
# title: "Changes of protected branches are reviewed"
# related_resources:
#   - https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
# custom:
#   id: code-reviews
#   severity: high
#   provider: other
#   kinds: [code.protection]
#   needs: [reviews.required]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Four eyes find mistakes, and one stolen account cannot change the code alone.
#   remediation: >-
#     Ask for approving reviews of pull requests.
#   controls: ["CIS Software Supply Chain 1.0 1.1.3", "SOC 2 CC8.1", "ISO 27001:2022 A.8.32"]
#   parameters:
#     - name: approvals
#       type: integer
#       default: 1
#       description: least number of approving reviews
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
package guardrails.code_reviews

least := data.parameters["code-reviews"].approvals

deny contains message if {
	input.facets.enforced == true
	about_branches
	input.facets.reviews.required < least
	message := sprintf("%d approving reviews are asked for, and not %d", [input.facets.reviews.required, least])
}

about_branches if count(input.facets.branches) > 0
