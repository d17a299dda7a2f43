# METADATA
# title: "Parameters are not put into shell commands by Groovy"
# related_resources:
#   - https://www.jenkins.io/doc/book/pipeline/jenkinsfile/
# custom:
#   id: jenkins-no-injection
#   severity: high
#   provider: other
#   kinds: [pipeline]
#   types: [jenkins_pipeline]
#   needs: [injections]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     In a text with double quotes Groovy puts the value in before the shell reads the command: a
#     parameter such as ; command is run.
#   remediation: >-
#     Use single quotes and let the shell read the value from the environment: sh 'deploy "$TARGET"'.
#   controls: ["OWASP CICD-SEC-4", "NIST 800-53 SI-10"]
#   examples:
#     jenkins: |
#       steps {
#         sh 'deploy "$TARGET"'
#       }
package guardrails.jenkins_no_injection

deny contains message if {
	some source in input.facets.injections
	message := sprintf("%s is put into a shell command", [source])
}
