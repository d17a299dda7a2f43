# METADATA
# title: "Only default capabilities added"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-baseline-capabilities
#   severity: high
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [strict, cis]
#   rationale: >-
#     Each capability beyond the default set is a step towards root on the node.
#   remediation: >-
#     Remove securityContext.capabilities.add, but for NET_BIND_SERVICE and the like.
#   controls: ["CIS Kubernetes 1.12 5.2.9", "ISO 27001:2022 A.8.2"]
#   parameters:
#     - name: allowed
#       type: strings
#       default: [AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, SETFCAP, SETGID, SETPCAP, SETUID, SYS_CHROOT]
#       description: capabilities that may be added
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
#                 add: [NET_BIND_SERVICE]
package guardrails.k8s_baseline_capabilities

deny contains message if {
	some container in input.facets.containers
	added := [name |
		some name in container.capabilities_added
		not name in data.parameters["k8s-baseline-capabilities"].allowed
	]
	count(added) > 0
	message := sprintf("container %s adds %s", [container.name, concat(", ", added)])
}
