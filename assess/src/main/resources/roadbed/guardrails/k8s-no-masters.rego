# METADATA
# title: "Nothing is bound to system:masters"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   id: k8s-no-masters
#   severity: high
#   provider: kubernetes
#   kinds: [k8s.rolebinding]
#   needs: [subjects]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     The group can do everything, and no rule can take that away again.
#   remediation: >-
#     Bind a group of your own to a role that says what it may do.
#   controls: ["CIS Kubernetes 1.12 5.1.7", "ISO 27001:2022 A.8.2"]
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
package guardrails.k8s_no_masters

deny contains "gives rights to the group system:masters" if {
	some subject in input.facets.subjects
	subject.kind == "Group"
	subject.name == "system:masters"
	input.name != "cluster-admin"
}
