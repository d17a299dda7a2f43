# METADATA
# title: "No wildcard in RBAC"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   id: k8s-no-wildcard-rbac
#   severity: high
#   provider: kubernetes
#   kinds: [k8s.role]
#   needs: [wildcard]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     A wildcard in RBAC grants also what the cluster will learn next.
#   remediation: >-
#     Name verbs, resources and API groups.
#   controls: ["CIS Kubernetes 1.12 5.1.3", "ISO 27001:2022 A.8.2"]
#   examples:
#     kubernetes: |
#       apiVersion: rbac.authorization.k8s.io/v1
#       kind: Role
#       metadata:
#         name: reader
#         namespace: shop
#       rules:
#         - apiGroups: [""]
#           resources: [configmaps]
#           verbs: [get, list]
package guardrails.k8s_no_wildcard_rbac

deny contains "a rule uses a wildcard" if input.facets.wildcard == true
