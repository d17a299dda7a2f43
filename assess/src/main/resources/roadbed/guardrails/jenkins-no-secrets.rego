# METADATA
# title: "No secrets in a Jenkinsfile"
# related_resources:
#   - https://www.jenkins.io/doc/book/pipeline/jenkinsfile/
# custom:
#   id: jenkins-no-secrets
#   severity: critical
#   provider: other
#   kinds: [pipeline]
#   types: [jenkins_pipeline]
#   needs: [secrets.in_text, secrets.interpolated]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     What is written down is in the repository's history; what Groovy puts into a command stands in the
#     list of processes.
#   remediation: >-
#     Use credentials('id') and let the shell read the variable: sh 'curl -u "$CRED" ...'.
#   controls: ["ISO 27001:2022 A.5.17", "OWASP CICD-SEC-6"]
#   examples:
#     jenkins: |
#       environment {
#         REGISTRY = credentials('registry')
#       }
package guardrails.jenkins_no_secrets

deny contains message if {
	some name in input.facets.secrets.in_text
	message := sprintf("%s holds a secret", [name])
}

deny contains message if {
	some name in input.facets.secrets.interpolated
	message := sprintf("the credential %s is put into a shell command", [name])
}
