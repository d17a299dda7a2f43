# METADATA
# title: "Repositories are scanned for secrets, and pushes with them are refused"
# related_resources:
#   - https://docs.github.com/en/code-security/secret-scanning/introduction/about-secret-scanning
# custom:
#   id: code-secret-scanning
#   severity: high
#   provider: other
#   kinds: [code.repository]
#   types: [github_repository]
#   needs: [secret_scanning, push_protection]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A secret in the history is found by others within minutes, and stays there after the commit that
#     removes it.
#   remediation: >-
#     Switch secret scanning and its push protection on.
#   controls: ["CIS Software Supply Chain 1.0 1.5.1", "ISO 27001:2022 A.8.12"]
#   examples:
#     terraform: |
#       resource "github_repository" "shop" {
#         name       = "shop"
#         visibility = "private"
#
#         security_and_analysis {
#           secret_scanning {
#             status = "enabled"
#           }
#           secret_scanning_push_protection {
#             status = "enabled"
#           }
#         }
#       }
package guardrails.code_secret_scanning

deny contains message if {
	not input.facets.archived == true
	off := [name |
		some name in ["secret_scanning", "push_protection"]
		input.facets[name] == false
	]
	count(off) > 0
	message := sprintf("off: %s", [concat(", ", off)])
}
