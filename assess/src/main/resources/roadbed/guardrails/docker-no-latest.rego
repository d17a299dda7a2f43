# METADATA
# title: "Base images have a version"
# related_resources:
#   - https://docs.docker.com/build/building/best-practices/
# custom:
#   id: docker-no-latest
#   severity: medium
#   provider: other
#   kinds: [container.build]
#   types: [dockerfile]
#   needs: [base_images]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     The tag latest is whatever was pushed last: a build that worked yesterday breaks, or brings in what
#     nobody looked at.
#   remediation: >-
#     Name the version in FROM, for example alpine:3.20.
#   controls: ["CIS Docker 1.6 4.2", "ISO 27001:2022 A.8.31"]
#   examples:
#     dockerfile: |
#       FROM alpine:3.20
package guardrails.docker_no_latest

deny contains message if {
	some image in input.facets.base_images
	image.latest
	message := sprintf("the base image %s of %s is whatever is newest", [image.image, image.where])
}
