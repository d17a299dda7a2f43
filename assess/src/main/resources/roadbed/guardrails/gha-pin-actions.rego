# METADATA
# title: "Actions by others are pinned to a commit"
# related_resources:
#   - https://docs.github.com/en/actions/reference/security/secure-use
# custom:
#   id: gha-pin-actions
#   severity: high
#   provider: other
#   kinds: [pipeline.job]
#   types: [github_workflow_job, github_composite_action]
#   needs: [actions.unpinned]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A tag or branch of an action can be moved to other code, which then runs with the job's token and
#     secrets.
#   remediation: >-
#     Write uses: owner/name@<40 digits of the commit>, with the version in a comment, and let a bot renew
#     it.
#   controls: ["SLSA 1.0 Build L3", "ISO 27001:2022 A.8.30"]
#   examples:
#     github: |
#       steps:
#         - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
package guardrails.gha_pin_actions

deny contains message if {
	some action in input.facets.actions.unpinned
	message := sprintf("%s can be moved to other code", [action])
}
