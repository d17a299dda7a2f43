# METADATA
# title: "No secrets in a GitLab pipeline"
# related_resources:
#   - https://docs.gitlab.com/ci/pipeline_security/
# custom:
#   id: gitlab-no-secrets
#   severity: critical
#   provider: other
#   kinds: [pipeline, pipeline.job]
#   types: [gitlab_pipeline, gitlab_pipeline_job]
#   needs: [secrets.in_text]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Everybody who can read the repository, and its history, has the secret.
#   remediation: >-
#     Take the value out, revoke it, and use a masked and protected variable of the project, or id_tokens.
#   controls: ["ISO 27001:2022 A.5.17", "OWASP CICD-SEC-6"]
#   examples:
#     gitlab: |
#       deploy:
#         id_tokens:
#           AWS_TOKEN:
#             aud: https://gitlab.example.com
package guardrails.gitlab_no_secrets

deny contains message if {
	some name in input.facets.secrets.in_text
	message := sprintf("%s holds a secret", [name])
}
