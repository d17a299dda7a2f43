# METADATA
# title: "No secrets in a workflow"
# related_resources:
#   - https://docs.github.com/en/actions/reference/security/secure-use
# custom:
#   id: gha-no-secrets
#   severity: critical
#   provider: other
#   kinds: [pipeline, pipeline.job]
#   types: [github_workflow, github_workflow_job, github_composite_action]
#   needs: [secrets.in_text]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Everybody who can read the repository, and its history, has the secret.
#   remediation: >-
#     Take the value out, revoke it, and use secrets.NAME, or better a token of the cloud by OIDC.
#   controls: ["ISO 27001:2022 A.5.17", "OWASP CICD-SEC-6"]
#   examples:
#     github: |
#       env:
#         API_TOKEN: ${{ secrets.API_TOKEN }}
package guardrails.gha_no_secrets

deny contains message if {
	some name in input.facets.secrets.in_text
	message := sprintf("%s holds a secret", [name])
}
