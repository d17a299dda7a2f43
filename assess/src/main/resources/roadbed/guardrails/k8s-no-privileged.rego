# METADATA
# title: "No privileged containers"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-no-privileged
#   severity: critical
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     A privileged container is root on its node.
#   remediation: >-
#     Remove securityContext.privileged.
#   controls: ["CIS Kubernetes 1.12 5.2.2", "ISO 27001:2022 A.8.2"]
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
#               privileged: false
#   fix:
#     - types: [kubernetes]
#       set:
#         "pod.containers*.*.securityContext.privileged?": false
package guardrails.k8s_no_privileged

deny contains message if {
	some container in input.facets.containers
	container.privileged == true
	message := sprintf("container %s is privileged", [container.name])
}
