# METADATA
# title: "seccomp RuntimeDefault or Localhost"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-seccomp
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Seccomp keeps a program from system calls that it never needs and exploits do.
#   remediation: >-
#     Set securityContext.seccompProfile.type to RuntimeDefault.
#   controls: ["CIS Kubernetes 1.12 5.6.2", "ISO 27001:2022 A.8.9"]
#   parameters:
#     - name: profiles
#       type: strings
#       default: [RuntimeDefault, Localhost]
#       description: profiles that are enough
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
#           seccompProfile:
#             type: RuntimeDefault
#         containers:
#           - name: app
#             image: registry.example.com/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
#   fix:
#     - types: [kubernetes]
#       set:
#         pod.securityContext.seccompProfile.type: "RuntimeDefault"
package guardrails.k8s_seccomp

deny contains message if {
	some container in input.facets.containers
	container.role in data.parameters["k8s-seccomp"].roles
	not object.get(container, "seccomp", "") in data.parameters["k8s-seccomp"].profiles
	message := sprintf("container %s has no seccomp profile", [container.name])
}

deny contains "no container has a seccomp profile: none is described" if count(input.facets.containers) == 0
