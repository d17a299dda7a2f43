# METADATA
# title: "Default procMount"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-proc-mount
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [strict]
#   rationale: >-
#     An unmasked /proc shows and changes things of the node.
#   remediation: >-
#     Remove securityContext.procMount.
#   controls: ["ISO 27001:2022 A.8.22"]
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
#               procMount: Default
package guardrails.k8s_proc_mount

deny contains message if {
	some container in input.facets.containers
	container.proc_mount != "Default"
	message := sprintf("container %s mounts /proc %s", [container.name, container.proc_mount])
}
