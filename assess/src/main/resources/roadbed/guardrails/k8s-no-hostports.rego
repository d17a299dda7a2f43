# METADATA
# title: "No host ports"
# custom:
#   id: k8s-no-hostports
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [host.ports]
#   rationale: >-
#     A host port goes around services and network policies.
#   remediation: >-
#     Use a service.
#   controls: ["ISO 27001:2022 A.8.20"]
package guardrails.k8s_no_hostports

deny contains message if {
	ports := input.facets.host.ports
	count(ports) > 0
	message := sprintf("uses ports of the node: %v", [ports])
}
