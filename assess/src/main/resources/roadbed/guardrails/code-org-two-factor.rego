# METADATA
# title: "Members of the organisation need a second factor"
# related_resources:
#   - https://docs.github.com/en/organizations/keeping-your-organization-secure/managing-two-factor-authentication-for-your-organization/requiring-two-factor-authentication-in-your-organization
#   - https://docs.gitlab.com/security/two_factor_authentication/
# custom:
#   id: code-org-two-factor
#   severity: critical
#   provider: other
#   kinds: [code.organization]
#   needs: [two_factor]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     A password alone is phished or reused, and one member's account can reach all the code.
#   remediation: >-
#     Require two-factor authentication for the organisation or the group.
#   controls: ["CIS Software Supply Chain 1.0 1.3.5", "NIST 800-53 IA-2", "SOC 2 CC6.1"]
#   examples:
#     terraform: |
#       resource "gitlab_group" "shop" {
#         name                              = "shop"
#         path                              = "shop"
#         require_two_factor_authentication = true
#       }
package guardrails.code_org_two_factor

deny contains "no second factor is required" if input.facets.two_factor == false
