# METADATA
# title: "No rights for anonymous users"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   id: k8s-no-anonymous-binding
#   severity: critical
#   provider: kubernetes
#   kinds: [k8s.rolebinding]
#   needs: [public.exposed]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Everybody who reaches the API server has these rights.
#   remediation: >-
#     Remove the subject.
#   controls: ["CIS Kubernetes 1.12 5.1.11", "ISO 27001:2022 A.5.15"]
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
package guardrails.k8s_no_anonymous_binding

deny contains "gives rights to anonymous users" if input.facets.public.exposed == true
