# METADATA
# title: "Containers are built to run without root"
# related_resources:
#   - https://docs.docker.com/build/building/best-practices/
# custom:
#   id: docker-user
#   severity: high
#   provider: other
#   kinds: [container.build]
#   types: [dockerfile]
#   needs: [runs_as_root]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A process that runs as root in its container is root for whatever it breaks out into.
#   remediation: >-
#     Add USER with a name or number other than root after the last instruction that needs root.
#   controls: ["CIS Docker 1.6 4.1", "NIST 800-53 AC-6"]
#   examples:
#     dockerfile: |
#       RUN adduser -D app
#       USER app
package guardrails.docker_user

deny contains message if {
	input.facets.runs_as_root
	message := "the image runs as root: its last stage names no other user"
}
