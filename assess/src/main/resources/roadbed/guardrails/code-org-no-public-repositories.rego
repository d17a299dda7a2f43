# METADATA
# title: "Members cannot make repositories public"
# related_resources:
#   - https://docs.github.com/en/organizations/managing-organization-settings/restricting-repository-creation-in-your-organization
# custom:
#   id: code-org-no-public-repositories
#   severity: medium
#   provider: other
#   kinds: [code.organization]
#   types: [github_organization_settings]
#   needs: [members.public_repositories]
#   profiles: [strict, cis]
#   rationale: >-
#     To publish code is a decision of the organisation, and cannot be taken back.
#   remediation: >-
#     Let only owners create public repositories.
#   controls: ["CIS Software Supply Chain 1.0 1.2.2", "ISO 27001:2022 A.8.3"]
#   examples:
#     terraform: |
#       resource "github_organization_settings" "shop" {
#         billing_email                          = "billing@example.com"
#         members_can_create_public_repositories = false
#       }
package guardrails.code_org_no_public_repositories

deny contains "every member can create public repositories" if input.facets.members.public_repositories == true
