# METADATA
# title: "Drop ALL capabilities"
# custom:
#   id: k8s-drop-all-capabilities
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   rationale: >-
#     Capabilities are pieces of root; most programs need none.
#   remediation: >-
#     Set securityContext.capabilities.drop to [ALL] and add what is needed.
#   controls: ["CIS Kubernetes 1.12 5.2.10", "ISO 27001:2022 A.8.2"]
package guardrails.k8s_drop_all_capabilities

deny contains message if {
	some container in input.facets.containers
	not "ALL" in container.capabilities_dropped
	message := sprintf("container %s does not drop all capabilities", [container.name])
}
