# METADATA
# title: "Only chosen actions may run"
# related_resources:
#   - https://docs.github.com/en/organizations/managing-organization-settings/disabling-or-limiting-github-actions-for-your-organization
# custom:
#   id: code-actions-allowed
#   severity: medium
#   provider: other
#   kinds: [code.actions]
#   needs: [allowed]
#   profiles: [strict, cis]
#   rationale: >-
#     An action is code of somebody else that runs with the repository's secrets.
#   remediation: >-
#     Allow local actions, or selected ones.
#   controls: ["CIS Software Supply Chain 1.0 2.4.2", "ISO 27001:2022 A.8.30"]
#   examples:
#     terraform: |
#       resource "github_actions_organization_permissions" "shop" {
#         enabled_repositories = "all"
#         allowed_actions      = "selected"
#
#         allowed_actions_config {
#           github_owned_allowed = true
#           verified_allowed     = false
#           patterns_allowed     = ["shop/*"]
#         }
#       }
package guardrails.code_actions_allowed

deny contains "any action may run" if input.facets.allowed == "all"
