# METADATA
# title: "Texts that others write are not put into scripts"
# related_resources:
#   - https://docs.github.com/en/actions/reference/security/secure-use
# custom:
#   id: gha-no-script-injection
#   severity: critical
#   provider: other
#   kinds: [pipeline.job]
#   types: [github_workflow_job, github_composite_action]
#   needs: [injections]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     An expression is put into the script before the shell reads it: a title such as $(command) is run.
#   remediation: >-
#     Give the expression to the step as a variable (env:) and write "$NAME" in the script.
#   controls: ["OWASP CICD-SEC-4", "NIST 800-53 SI-10"]
#   examples:
#     github: |
#       - env:
#           TITLE: ${{ github.event.issue.title }}
#         run: echo "$TITLE"
package guardrails.gha_no_script_injection

deny contains message if {
	some source in input.facets.injections
	message := sprintf("%s is put into a script, and whoever opens an issue or a pull request writes it", [source])
}
