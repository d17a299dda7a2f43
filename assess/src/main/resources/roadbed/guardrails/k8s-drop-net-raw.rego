# METADATA
# title: "NET_RAW dropped"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-drop-net-raw
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [strict, cis]
#   rationale: >-
#     With raw sockets a pod can pretend to be its neighbour.
#   remediation: >-
#     Drop NET_RAW or ALL.
#   controls: ["CIS Kubernetes 1.12 5.2.8", "ISO 27001:2022 A.8.22"]
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
#             securityContext:
#               capabilities:
#                 drop: [NET_RAW]
package guardrails.k8s_drop_net_raw

deny contains message if {
	some container in input.facets.containers
	not dropped(container)
	message := sprintf("container %s keeps NET_RAW", [container.name])
}

dropped(container) if {
	some name in container.capabilities_dropped
	name in {"ALL", "NET_RAW"}
}
