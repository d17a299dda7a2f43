# METADATA
# title: "A job's token can do what it must and no more"
# related_resources:
#   - https://docs.github.com/en/actions/reference/security/secure-use
# custom:
#   id: gha-least-permissions
#   severity: medium
#   provider: other
#   kinds: [pipeline.job]
#   types: [github_workflow_job]
#   needs: [permissions.declared, permissions.write_all]
#   profiles: [strict]
#   rationale: >-
#     Without permissions the token has what the repository gives by default, which may be to write
#     everything; whatever runs in the job has it.
#   remediation: >-
#     Write permissions: contents: read at the top of the workflow, and add to single jobs what they need.
#   controls: ["NIST 800-53 AC-6", "CIS Software Supply Chain 1.0 2.3.5"]
#   examples:
#     github: |
#       permissions:
#         contents: read
package guardrails.gha_least_permissions

deny contains message if {
	input.facets.permissions.write_all
	message := "the token of this job can write everything"
}

deny contains message if {
	not input.facets.permissions.declared
	message := "neither the job nor its workflow says what its token can do"
}
