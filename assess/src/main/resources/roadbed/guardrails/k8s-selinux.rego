# METADATA
# title: "Restricted SELinux options"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-selinux
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [strict]
#   rationale: >-
#     Another type or role than a container's leaves the confinement.
#   remediation: >-
#     Set level only, or one of the container types.
#   controls: ["ISO 27001:2022 A.8.22"]
#   parameters:
#     - name: types
#       type: strings
#       default: ["", container_t, container_init_t, container_kvm_t, container_engine_t]
#       description: SELinux types that may be set; the empty one stands for none
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
#               seLinuxOptions:
#                 level: s0:c123,c456
package guardrails.k8s_selinux

deny contains message if {
	some options in all_options
	not object.get(options, "type", "") in data.parameters["k8s-selinux"].types
	message := sprintf("SELinux type %s", [options.type])
}

deny contains message if {
	some options in all_options
	some field in ["user", "role"]
	object.get(options, field, "") != ""
	message := sprintf("SELinux %s %s", [field, options[field]])
}

all_options contains container.selinux if some container in input.facets.containers

all_options contains input.facets.selinux
