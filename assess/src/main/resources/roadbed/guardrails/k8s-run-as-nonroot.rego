# METADATA
# title: "runAsNonRoot"
# custom:
#   id: k8s-run-as-nonroot
#   severity: high
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   rationale: >-
#     Root in the container is root on the node after one escape.
#   remediation: >-
#     Set securityContext.runAsNonRoot to true, for the pod or each container.
#   controls: ["CIS Kubernetes 1.12 5.2.7", "ISO 27001:2022 A.8.2"]
package guardrails.k8s_run_as_nonroot

deny contains message if {
	some container in input.facets.containers
	container.run_as_non_root == false
	message := sprintf("container %s may run as root", [container.name])
}
