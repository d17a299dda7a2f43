# METADATA
# title: "Only repositories that are meant to be are public"
# related_resources:
#   - https://docs.github.com/en/repositories/creating-and-managing-repositories/about-repositories
# custom:
#   id: code-not-public
#   severity: high
#   provider: other
#   kinds: [code.repository]
#   needs: [public.exposed]
#   profiles: [strict]
#   rationale: >-
#     A repository made public by mistake shows its history to everybody, for good.
#   remediation: >-
#     Make it private or internal, or name it among those that are meant to be public.
#   controls: ["ISO 27001:2022 A.8.3", "SOC 2 CC6.1"]
#   parameters:
#     - name: public
#       type: strings
#       default: []
#       description: "names of repositories that are meant to be public; * for any text"
#   examples:
#     terraform: |
#       resource "github_repository" "shop" {
#         name       = "shop"
#         visibility = "private"
#       }
package guardrails.code_not_public

deny contains "everybody can read it" if {
	input.facets.public.exposed == true
	not meant
}

meant if {
	some pattern in data.parameters["code-not-public"].public
	glob.match(pattern, [], input.name)
}
