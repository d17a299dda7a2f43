# METADATA
# title: "Image pinned by digest"
# custom:
#   id: k8s-image-digest
#   severity: low
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   rationale: >-
#     A digest names one image for ever; a tag may name another tomorrow.
#   remediation: >-
#     Name the image with its sha256 digest.
#   controls: ["ISO 27001:2022 A.8.9"]
package guardrails.k8s_image_digest

deny contains message if {
	some container in input.facets.containers
	not container.image_digest
	message := sprintf("container %s is not pinned by digest", [container.name])
}
