# METADATA
# title: "No privileged containers"
# custom:
#   id: k8s-no-privileged
#   severity: critical
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   rationale: >-
#     A privileged container is root on its node.
#   remediation: >-
#     Remove securityContext.privileged.
#   controls: ["CIS Kubernetes 1.12 5.2.2", "ISO 27001:2022 A.8.2"]
package guardrails.k8s_no_privileged

deny contains message if {
	some container in input.facets.containers
	container.privileged == true
	message := sprintf("container %s is privileged", [container.name])
}
