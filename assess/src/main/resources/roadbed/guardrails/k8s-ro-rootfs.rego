# METADATA
# title: "Read-only root filesystem"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-ro-rootfs
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     An attacker who cannot write cannot stay.
#   remediation: >-
#     Set securityContext.readOnlyRootFilesystem to true and mount volumes for what must be written.
#   controls: ["ISO 27001:2022 A.8.9"]
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
#               readOnlyRootFilesystem: true
#   fix:
#     - types: [kubernetes]
#       set:
#         "pod.containers*.*.securityContext.readOnlyRootFilesystem": true
package guardrails.k8s_ro_rootfs

deny contains message if {
	some container in input.facets.containers
	container.read_only_root == false
	message := sprintf("container %s can write to its root file system", [container.name])
}
