# METADATA
# title: "No hostPath volumes"
# custom:
#   id: k8s-no-hostpath
#   severity: high
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [host.paths]
#   rationale: >-
#     A hostPath volume is a door out of the container onto the node.
#   remediation: >-
#     Use a persistent volume, an emptyDir or a projected volume.
#   controls: ["ISO 27001:2022 A.8.22"]
package guardrails.k8s_no_hostpath

deny contains message if {
	paths := input.facets.host.paths
	count(paths) > 0
	message := sprintf("mounts paths of the node: %s", [concat(", ", paths)])
}
