# METADATA
# title: "Runners of our own run no code of strangers"
# related_resources:
#   - https://docs.github.com/en/actions/reference/security/secure-use
# custom:
#   id: gha-no-self-hosted-for-others
#   severity: high
#   provider: other
#   kinds: [pipeline.job]
#   types: [github_workflow_job]
#   needs: [runner.self_hosted, triggers_by_others]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A job on a machine of ours that anybody's pull request starts runs his code in our network, and may
#     leave something behind for the next job.
#   remediation: >-
#     Use runners that GitHub provides for pull requests, or fresh machines without access to the network.
#   controls: ["NIST 800-53 SC-7", "CIS Software Supply Chain 1.0 2.1.7"]
#   examples:
#     github: |
#       on: pull_request
#       jobs:
#         build:
#           runs-on: ubuntu-24.04
package guardrails.gha_no_self_hosted_for_others

deny contains message if {
	input.facets.runner.self_hosted
	input.facets.triggers_by_others
	message := sprintf("others can start this job on a runner of our own, by %s", [concat(", ", input.facets.triggers)])
}
