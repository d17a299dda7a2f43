# METADATA
# title: "No secrets in a Dockerfile"
# related_resources:
#   - https://docs.docker.com/build/building/best-practices/
# custom:
#   id: docker-no-secrets
#   severity: critical
#   provider: other
#   kinds: [container.build]
#   types: [dockerfile]
#   needs: [secrets.in_environment]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     What ENV and ARG say stays in the image and its history, for everybody who can pull it.
#   remediation: >-
#     Take the value out, revoke it, and mount it while building: RUN --mount=type=secret,id=name.
#   controls: ["CIS Docker 1.6 4.10", "ISO 27001:2022 A.5.17"]
#   examples:
#     dockerfile: |
#       RUN --mount=type=secret,id=npm NPM_TOKEN="$(cat /run/secrets/npm)" npm ci
package guardrails.docker_no_secrets

deny contains message if {
	some name in input.facets.secrets.in_environment
	message := sprintf("%s holds a secret", [name])
}
