# METADATA
# title: "Base images are pinned by digest"
# related_resources:
#   - https://docs.docker.com/build/building/best-practices/
# custom:
#   id: docker-base-digest
#   severity: low
#   provider: other
#   kinds: [container.build]
#   types: [dockerfile]
#   needs: [base_images]
#   profiles: [strict]
#   rationale: >-
#     A tag can be moved to another image; a digest cannot. What is built from a tag differs from day to
#     day, and nobody reviewed the difference.
#   remediation: >-
#     Write FROM name:tag@sha256:..., and let a bot renew the digest.
#   controls: ["SLSA 1.0 Build L3", "ISO 27001:2022 A.8.30"]
#   examples:
#     dockerfile: |
#       FROM alpine:3.20@sha256:beefdbd8a1da6d2915566fde36db9db0b524eb737fc57cd1367effd16dc0d06d
package guardrails.docker_base_digest

deny contains message if {
	some image in input.facets.base_images
	not image.digest
	message := sprintf("the base image %s of %s is not pinned by digest", [image.image, image.where])
}
