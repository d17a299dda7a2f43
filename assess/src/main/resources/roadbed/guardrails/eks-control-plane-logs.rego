# METADATA
# title: "EKS control plane logging"
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/best-practices/security.html
# custom:
#   id: eks-control-plane-logs
#   severity: medium
#   provider: aws
#   kinds: [container.cluster]
#   needs: [logging.types]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Without all control plane logs, an intrusion into the cluster cannot be reconstructed.
#   remediation: >-
#     Enable the log types api, audit, authenticator, controllerManager and scheduler.
#   controls: ["ISO 27001:2022 A.8.15"]
#   parameters:
#     - name: types
#       type: strings
#       default: [api, audit, authenticator, controllerManager, scheduler]
#       description: logs that must be written
#   examples:
#     terraform: |
#       resource "aws_eks_cluster" "this" {
#         enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
#       }
#     cloudformation: |
#       Type: AWS::EKS::Cluster
#       Properties:
#         Logging:
#           ClusterLogging:
#             EnabledTypes:
#               - Type: api
#               - Type: audit
#               - Type: authenticator
#               - Type: controllerManager
#               - Type: scheduler
#   fix:
#     - types: [aws_eks_cluster]
#       set:
#         enabled_cluster_log_types: ["api", "audit", "authenticator", "controllerManager", "scheduler"]
package guardrails.eks_control_plane_logs

deny contains message if {
	wanted := {type | some type in data.parameters["eks-control-plane-logs"].types}
	missing := wanted - {type | some type in input.facets.logging.types}
	count(missing) > 0
	message := sprintf("not logged: %s", [concat(", ", missing)])
}
