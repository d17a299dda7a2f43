# METADATA
# title: "Namespace enforces pod security"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-namespace-pod-security
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.namespace]
#   needs: []
#   profiles: [strict, cis]
#   rationale: >-
#     Without a level any pod may run, the privileged ones too.
#   remediation: >-
#     Label the namespace with pod-security.kubernetes.io/enforce.
#   controls: ["CIS Kubernetes 1.12 5.2.1", "ISO 27001:2022 A.8.22"]
#   parameters:
#     - name: levels
#       type: strings
#       default: [baseline, restricted]
#       description: levels that are enough
#   examples:
#     kubernetes: |
#       apiVersion: v1
#       kind: Namespace
#       metadata:
#         name: shop
#         labels:
#           pod-security.kubernetes.io/enforce: restricted
package guardrails.k8s_namespace_pod_security

deny contains "no level of pod security is enforced" if {
	not object.get(input.facets, "pod_security", "privileged") in data.parameters["k8s-namespace-pod-security"].levels
}
