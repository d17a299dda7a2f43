# METADATA
# title: "Roles do not reach what leads to the whole cluster"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   id: k8s-rbac-no-sensitive
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.role]
#   needs: [rules]
#   profiles: [strict, cis]
#   rationale: >-
#     Volumes on nodes, the nodes' own interface, webhooks, and tokens of other accounts are each a way to
#     all rights.
#   remediation: >-
#     Leave them to those who run the cluster.
#   controls: ["CIS Kubernetes 1.12 5.1.9", "CIS Kubernetes 1.12 5.1.10", "CIS Kubernetes 1.12 5.1.12", "CIS Kubernetes 1.12 5.1.13", "ISO 27001:2022 A.8.2"]
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
package guardrails.k8s_rbac_no_sensitive

writes := {"create", "update", "patch", "*"}

ways := {
	"persistentvolumes": {"create", "*"},
	"nodes/proxy": {"get", "create", "*"},
	"validatingwebhookconfigurations": writes,
	"mutatingwebhookconfigurations": writes,
	"serviceaccounts/token": {"create", "*"},
}

deny contains message if {
	some rule in input.facets.rules
	some resource in rule.resources
	some verb in rule.verbs
	verb in ways[resource]
	message := sprintf("may %s %s", [verb, resource])
}
