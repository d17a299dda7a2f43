# METADATA
# title: "Image pinned by digest"
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/images/
# custom:
#   id: k8s-image-digest
#   severity: low
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [strict, prod]
#   rationale: >-
#     A digest names one image for ever; a tag may name another tomorrow.
#   remediation: >-
#     Name the image with its sha256 digest.
#   controls: ["ISO 27001:2022 A.8.9"]
#   examples:
#     kubernetes: |
#       apiVersion: v1
#       kind: Pod
#       metadata:
#         name: shop
#         namespace: shop
#       spec:
#         containers:
#           - name: app
#             image: registry.example.com/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
package guardrails.k8s_image_digest

deny contains message if {
	some container in input.facets.containers
	not container.image_digest
	message := sprintf("container %s is not pinned by digest", [container.name])
}
