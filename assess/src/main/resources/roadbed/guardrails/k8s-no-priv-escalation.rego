# METADATA
# title: "allowPrivilegeEscalation false"
# custom:
#   id: k8s-no-priv-escalation
#   severity: high
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   rationale: >-
#     A process that may gain privileges gains them with the next kernel bug.
#   remediation: >-
#     Set securityContext.allowPrivilegeEscalation to false.
#   controls: ["CIS Kubernetes 1.12 5.2.6", "ISO 27001:2022 A.8.2"]
package guardrails.k8s_no_priv_escalation

deny contains message if {
	some container in input.facets.containers
	container.privilege_escalation == true
	message := sprintf("container %s may gain privileges", [container.name])
}
