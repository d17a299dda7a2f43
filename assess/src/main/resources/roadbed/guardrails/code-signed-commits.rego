# METADATA
# title: "Commits to protected branches are signed"
# related_resources:
#   - https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification
# custom:
#   id: code-signed-commits
#   severity: low
#   provider: other
#   kinds: [code.protection]
#   types: [github_branch_protection, github_branch_protection_v3, github_repository_ruleset, github_organization_ruleset]
#   needs: [signed]
#   profiles: [strict]
#   rationale: >-
#     An author's name in a commit is only text; a signature is by whoever has the key.
#   remediation: >-
#     Require signed commits.
#   controls: ["CIS Software Supply Chain 1.0 1.1.12", "SLSA 1.0 Build L3"]
#   examples:
#     terraform: |
#       resource "github_branch_protection" "main" {
#         repository_id  = github_repository.shop.node_id
#         pattern        = "main"
#         enforce_admins = true
#
#         require_signed_commits = true
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
package guardrails.code_signed_commits

deny contains "unsigned commits are taken" if {
	input.facets.enforced == true
	count(input.facets.branches) > 0
	input.facets.signed == false
}
