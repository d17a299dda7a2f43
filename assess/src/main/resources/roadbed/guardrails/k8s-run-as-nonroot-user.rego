# METADATA
# title: "runAsUser not 0"
# custom:
#   id: k8s-run-as-nonroot-user
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   rationale: >-
#     Root in the container is root on the node after one escape.
#   remediation: >-
#     Set securityContext.runAsUser to another user than 0.
#   controls: ["ISO 27001:2022 A.8.2"]
package guardrails.k8s_run_as_nonroot_user

deny contains message if {
	some container in input.facets.containers
	object.get(container, "run_as_user", -1) == 0
	message := sprintf("container %s runs as user 0", [container.name])
}
