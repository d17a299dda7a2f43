# METADATA
# title: "cluster-admin not bound"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   id: k8s-no-cluster-admin
#   severity: high
#   provider: kubernetes
#   kinds: [k8s.rolebinding]
#   needs: [role]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     cluster-admin may do everything, everywhere in the cluster.
#   remediation: >-
#     Bind a role that has what is needed.
#   controls: ["CIS Kubernetes 1.12 5.1.1", "ISO 27001:2022 A.8.2"]
#   examples:
#     kubernetes: |
#       apiVersion: rbac.authorization.k8s.io/v1
#       kind: RoleBinding
#       metadata:
#         name: readers
#         namespace: shop
#       roleRef:
#         apiGroup: rbac.authorization.k8s.io
#         kind: Role
#         name: reader
#       subjects:
#         - kind: ServiceAccount
#           name: shop
package guardrails.k8s_no_cluster_admin

deny contains "binds cluster-admin" if input.facets.role == "cluster-admin"
