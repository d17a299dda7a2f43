# METADATA
# title: "Branch protection holds for administrators too"
# related_resources:
#   - https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
# custom:
#   id: code-protection-for-admins
#   severity: medium
#   provider: other
#   kinds: [code.protection]
#   types: [github_branch_protection, github_branch_protection_v3, github_repository_ruleset, github_organization_ruleset]
#   needs: [admins]
#   profiles: [strict, cis]
#   rationale: >-
#     An administrator's stolen session would be the way around every rule.
#   remediation: >-
#     Enforce the protection for administrators, and give rulesets no one who may bypass them.
#   controls: ["CIS Software Supply Chain 1.0 1.1.14", "NIST 800-53 AC-6"]
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
package guardrails.code_protection_for_admins

deny contains "administrators can pass it by" if {
	input.facets.enforced == true
	input.facets.admins == false
}
