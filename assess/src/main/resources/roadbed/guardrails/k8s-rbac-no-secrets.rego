# METADATA
# title: "Roles do not read secrets"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   id: k8s-rbac-no-secrets
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.role]
#   needs: [rules]
#   profiles: [strict, cis]
#   rationale: >-
#     Who may read secrets may become everybody whose tokens are in them.
#   remediation: >-
#     Name the one secret in resourceNames, or take the rule away.
#   controls: ["CIS Kubernetes 1.12 5.1.2", "ISO 27001:2022 A.5.15"]
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
package guardrails.k8s_rbac_no_secrets

deny contains "may read secrets" if {
	some rule in input.facets.rules
	count(object.get(rule, "resource_names", [])) == 0
	some resource in rule.resources
	resource in {"secrets", "*"}
	some verb in rule.verbs
	verb in {"get", "list", "watch", "*"}
}
