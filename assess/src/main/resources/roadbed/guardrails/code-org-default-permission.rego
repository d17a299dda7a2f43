# METADATA
# title: "Members may do no more than read by default"
# related_resources:
#   - https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/setting-base-permissions-for-an-organization
# custom:
#   id: code-org-default-permission
#   severity: medium
#   provider: other
#   kinds: [code.organization]
#   types: [github_organization_settings]
#   needs: [default_permission]
#   profiles: [strict, cis]
#   rationale: >-
#     What everybody has by default is what a stolen account has, in every repository.
#   remediation: >-
#     Set the base permission to none or read and give the rest by team.
#   controls: ["CIS Software Supply Chain 1.0 1.3.8", "NIST 800-53 AC-6"]
#   examples:
#     terraform: |
#       resource "github_organization_settings" "shop" {
#         billing_email                 = "billing@example.com"
#         default_repository_permission = "none"
#       }
package guardrails.code_org_default_permission

deny contains message if {
	input.facets.default_permission in {"write", "admin"}
	message := sprintf("every member can %s every repository", [input.facets.default_permission])
}
