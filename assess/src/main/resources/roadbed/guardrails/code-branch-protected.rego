# METADATA
# title: "The default branch is protected"
# related_resources:
#   - https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
#   - https://docs.gitlab.com/user/project/repository/branches/protected/
# custom:
#   id: code-branch-protected
#   severity: high
#   provider: other
#   kinds: [code.repository]
#   needs: [branch.protected]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Whoever can push to the branch that is built and deployed can put anything into production, seen by
#     nobody.
#   remediation: >-
#     Protect the default branch by a branch protection or an active ruleset.
#   controls: ["CIS Software Supply Chain 1.0 1.1.3", "SOC 2 CC8.1", "ISO 27001:2022 A.8.32"]
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
package guardrails.code_branch_protected

deny contains "nothing protects the default branch" if {
	input.facets.branch.protected == false
	not input.facets.archived == true
}
