# METADATA
# title: "No host ports"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-no-hostports
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [host.ports]
#   profiles: [strict]
#   rationale: >-
#     A host port goes around services and network policies.
#   remediation: >-
#     Use a service.
#   controls: ["CIS Kubernetes 1.12 5.2.13", "ISO 27001:2022 A.8.20"]
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
#             ports:
#               - containerPort: 8080
package guardrails.k8s_no_hostports

deny contains message if {
	ports := input.facets.host.ports
	count(ports) > 0
	message := sprintf("uses ports of the node: %v", [ports])
}
