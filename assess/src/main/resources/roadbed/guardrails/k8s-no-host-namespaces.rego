# METADATA
# title: "No hostPID/hostIPC/hostNetwork"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-no-host-namespaces
#   severity: high
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [host.network, host.pid, host.ipc]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     With the host's namespaces a pod sees and touches everything on the node.
#   remediation: >-
#     Remove hostNetwork, hostPID and hostIPC.
#   controls: ["CIS Kubernetes 1.12 5.2.3", "CIS Kubernetes 1.12 5.2.4", "CIS Kubernetes 1.12 5.2.5", "ISO 27001:2022 A.8.22"]
#   parameters:
#     - name: namespaces
#       type: strings
#       default: [ipc, network, pid]
#       description: namespaces that must not be shared
#   examples:
#     kubernetes: |
#       apiVersion: v1
#       kind: Pod
#       metadata:
#         name: shop
#         namespace: shop
#       spec:
#         hostNetwork: false
#         hostPID: false
#         hostIPC: false
#         containers:
#           - name: app
#             image: registry.example.com/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
#   fix:
#     - types: [kubernetes]
#       set:
#         "pod.hostNetwork?": false
#         "pod.hostPID?": false
#         "pod.hostIPC?": false
package guardrails.k8s_no_host_namespaces

named := {"network": "hostNetwork", "pid": "hostPID", "ipc": "hostIPC"}

deny contains message if {
	shared := [named[field] |
		some field in data.parameters["k8s-no-host-namespaces"].namespaces
		input.facets.host[field] == true
	]
	count(shared) > 0
	message := sprintf("shares the node's namespaces: %s", [concat(", ", sort(shared))])
}
