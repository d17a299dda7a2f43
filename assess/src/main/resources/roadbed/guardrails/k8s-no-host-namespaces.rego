# METADATA
# title: "No hostPID/hostIPC/hostNetwork"
# custom:
#   id: k8s-no-host-namespaces
#   severity: high
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [host.network, host.pid, host.ipc]
#   rationale: >-
#     With the host's namespaces a pod sees and touches everything on the node.
#   remediation: >-
#     Remove hostNetwork, hostPID and hostIPC.
#   controls: ["CIS Kubernetes 1.12 5.2.5", "ISO 27001:2022 A.8.22"]
package guardrails.k8s_no_host_namespaces

deny contains message if {
	shared := [name |
		some name, field in {"hostNetwork": "network", "hostPID": "pid", "hostIPC": "ipc"}
		input.facets.host[field] == true
	]
	count(shared) > 0
	message := sprintf("shares the node's namespaces: %s", [concat(", ", sort(shared))])
}
