# METADATA
# title: "EKS control plane logging"
# custom:
#   id: eks-control-plane-logs
#   severity: medium
#   provider: aws
#   kinds: [container.cluster]
#   needs: [logging.types]
#   rationale: >-
#     Without all control plane logs, an intrusion into the cluster cannot be reconstructed.
#   remediation: >-
#     Enable the log types api, audit, authenticator, controllerManager and scheduler.
#   controls: ["ISO 27001:2022 A.8.15"]
package guardrails.eks_control_plane_logs

wanted := {"api", "audit", "authenticator", "controllerManager", "scheduler"}

deny contains message if {
	missing := wanted - {type | some type in input.facets.logging.types}
	count(missing) > 0
	message := sprintf("not logged: %s", [concat(", ", missing)])
}
