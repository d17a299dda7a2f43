# METADATA
# title: "Roles do not create pods"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   id: k8s-rbac-no-pod-create
#   severity: low
#   provider: kubernetes
#   kinds: [k8s.role]
#   needs: [rules]
#   profiles: [strict, cis]
#   rationale: >-
#     Who may create pods may mount any secret of the namespace.
#   remediation: >-
#     Let the deployment's controller create them.
#   controls: ["CIS Kubernetes 1.12 5.1.4", "ISO 27001:2022 A.5.15"]
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
package guardrails.k8s_rbac_no_pod_create

deny contains "may create pods" if {
	some rule in input.facets.rules
	some resource in rule.resources
	resource in {"pods", "*"}
	some verb in rule.verbs
	verb in {"create", "*"}
}
