# METADATA
# title: "seccomp RuntimeDefault or Localhost"
# custom:
#   id: k8s-seccomp
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   rationale: >-
#     Seccomp keeps a program from system calls that it never needs and exploits do.
#   remediation: >-
#     Set securityContext.seccompProfile.type to RuntimeDefault.
#   controls: ["CIS Kubernetes 1.12 5.6.2", "ISO 27001:2022 A.8.9"]
package guardrails.k8s_seccomp

deny contains message if {
	some container in input.facets.containers
	not object.get(container, "seccomp", "") in {"RuntimeDefault", "runtime/default", "docker/default", "Localhost", "localhost"}
	message := sprintf("container %s has no seccomp profile", [container.name])
}
