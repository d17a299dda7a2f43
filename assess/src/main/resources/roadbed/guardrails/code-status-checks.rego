# METADATA
# title: "Changes of protected branches pass their checks first"
# related_resources:
#   - https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
# custom:
#   id: code-status-checks
#   severity: medium
#   provider: other
#   kinds: [code.protection]
#   types: [github_branch_protection, github_branch_protection_v3, github_repository_ruleset, github_organization_ruleset]
#   needs: [checks.required]
#   profiles: [strict, cis, prod]
#   rationale: >-
#     A check that may be passed by tells what broke after it is merged.
#   remediation: >-
#     Name the checks that must have passed.
#   controls: ["CIS Software Supply Chain 1.0 1.1.9", "SOC 2 CC8.1"]
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
package guardrails.code_status_checks

deny contains "no check must pass before a merge" if {
	input.facets.enforced == true
	count(input.facets.branches) > 0
	input.facets.checks.required == false
}
