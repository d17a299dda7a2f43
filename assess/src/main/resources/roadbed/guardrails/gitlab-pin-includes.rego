# METADATA
# title: "What is included from elsewhere is pinned"
# related_resources:
#   - https://docs.gitlab.com/ci/pipeline_security/
# custom:
#   id: gitlab-pin-includes
#   severity: high
#   provider: other
#   kinds: [pipeline]
#   types: [gitlab_pipeline]
#   needs: [includes.unpinned]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     An include by a branch, a tag or an address runs whatever stands there tomorrow, with this project's
#     variables.
#   remediation: >-
#     Give ref: a commit, pin components to one, and give integrity: to what comes from an address.
#   controls: ["SLSA 1.0 Build L3", "OWASP CICD-SEC-3"]
#   examples:
#     gitlab: |
#       include:
#         - project: platform/ci
#           ref: 5d2b0c1f9a3e4b6c8d7e0f1a2b3c4d5e6f708192
#           file: /build.yml
package guardrails.gitlab_pin_includes

deny contains message if {
	some include in input.facets.includes.unpinned
	message := sprintf("what %s is can change without a change here", [include])
}
