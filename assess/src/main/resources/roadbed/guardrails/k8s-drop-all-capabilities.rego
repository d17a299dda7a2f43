# METADATA
# title: "Drop ALL capabilities"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-drop-all-capabilities
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Capabilities are pieces of root; most programs need none.
#   remediation: >-
#     Set securityContext.capabilities.drop to [ALL] and add what is needed.
#   controls: ["CIS Kubernetes 1.12 5.2.10", "ISO 27001:2022 A.8.2"]
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
#                 drop: [ALL]
#   fix:
#     - types: [kubernetes]
#       set:
#         "pod.containers*.*.securityContext.capabilities.drop": ["ALL"]
package guardrails.k8s_drop_all_capabilities

deny contains message if {
	some container in input.facets.containers
	not "ALL" in container.capabilities_dropped
	message := sprintf("container %s does not drop all capabilities", [container.name])
}
