# METADATA
# title: "Code of strangers does not run with the repository's secrets"
# related_resources:
#   - https://docs.github.com/en/actions/reference/security/secure-use
# custom:
#   id: gha-no-untrusted-checkout
#   severity: critical
#   provider: other
#   kinds: [pipeline.job]
#   types: [github_workflow_job]
#   needs: [untrusted_checkout]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A workflow on pull_request_target, workflow_run or issue_comment has the secrets and a token that
#     can write. If it checks out what the pull request brings, anybody who can open one has them too.
#   remediation: >-
#     Use pull_request for building, and keep what needs secrets in a workflow that runs no code of the
#     pull request.
#   controls: ["NIST 800-53 AC-6", "ISO 27001:2022 A.8.31"]
#   examples:
#     github: |
#       on: pull_request
#       jobs:
#         build:
#           steps:
#             - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
package guardrails.gha_no_untrusted_checkout

deny contains message if {
	input.facets.untrusted_checkout
	message := "the job checks out what a pull request brings, and has the repository's secrets"
}
