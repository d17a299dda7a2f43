# METADATA
# title: "runAsNonRoot"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-run-as-nonroot
#   severity: high
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Root in the container is root on the node after one escape.
#   remediation: >-
#     Set securityContext.runAsNonRoot to true, for the pod or each container.
#   controls: ["CIS Kubernetes 1.12 5.2.7", "ISO 27001:2022 A.8.2"]
#   parameters:
#     - name: roles
#       type: strings
#       default: [container, init, ephemeral]
#       description: "containers that are looked at: container, init, ephemeral"
#   examples:
#     kubernetes: |
#       apiVersion: v1
#       kind: Pod
#       metadata:
#         name: shop
#         namespace: shop
#       spec:
#         securityContext:
#           runAsNonRoot: true
#         containers:
#           - name: app
#             image: registry.example.com/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
#   fix:
#     - types: [kubernetes]
#       set:
#         pod.securityContext.runAsNonRoot: true
package guardrails.k8s_run_as_nonroot

deny contains message if {
	some container in input.facets.containers
	container.role in data.parameters["k8s-run-as-nonroot"].roles
	container.run_as_non_root == false
	not is_another(container)
	message := sprintf("container %s may run as root", [container.name])
}

# Whoever it is, it is not root.
is_another(container) if container.run_as_user > 0

deny contains "nothing says that it does not run as root: no container is described" if {
	count(input.facets.containers) == 0
}
