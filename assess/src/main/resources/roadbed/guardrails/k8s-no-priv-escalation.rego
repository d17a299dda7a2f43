# METADATA
# title: "allowPrivilegeEscalation false"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-no-priv-escalation
#   severity: high
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     A process that may gain privileges gains them with the next kernel bug.
#   remediation: >-
#     Set securityContext.allowPrivilegeEscalation to false.
#   controls: ["CIS Kubernetes 1.12 5.2.6", "ISO 27001:2022 A.8.2"]
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
#               allowPrivilegeEscalation: false
#   fix:
#     - types: [kubernetes]
#       set:
#         "pod.containers*.*.securityContext.allowPrivilegeEscalation": false
package guardrails.k8s_no_priv_escalation

deny contains message if {
	some container in input.facets.containers
	container.privilege_escalation == true
	message := sprintf("container %s may gain privileges", [container.name])
}
