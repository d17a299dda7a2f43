# METADATA
# title: "No :latest or missing tag"
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/images/
# custom:
#   id: k8s-no-latest-tag
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     An image that moves under its tag is another program at the next restart.
#   remediation: >-
#     Name a version tag, or better a digest.
#   controls: ["CIS Kubernetes 1.12 5.5.1", "ISO 27001:2022 A.8.9"]
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
#             image: registry.example.com/shop:1.4.2
package guardrails.k8s_no_latest_tag

deny contains message if {
	some container in input.facets.containers
	not container.image_digest
	object.get(container, "image_tag", "latest") == "latest"
	message := sprintf("container %s uses %s", [container.name, container.image])
}
