# METADATA
# title: "Roles cannot give themselves more rights"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   id: k8s-rbac-no-escalation
#   severity: high
#   provider: kubernetes
#   kinds: [k8s.role]
#   needs: [rules]
#   profiles: [strict, cis]
#   rationale: >-
#     Who may bind, escalate or impersonate has every right that anybody has.
#   remediation: >-
#     Leave these verbs to those who run the cluster.
#   controls: ["CIS Kubernetes 1.12 5.1.8", "ISO 27001:2022 A.8.2"]
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
package guardrails.k8s_rbac_no_escalation

deny contains message if {
	some rule in input.facets.rules
	verbs := [verb |
		some verb in rule.verbs
		verb in {"bind", "escalate", "impersonate"}
	]
	count(verbs) > 0
	message := sprintf("may %s", [concat(", ", verbs)])
}
