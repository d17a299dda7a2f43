# METADATA
# title: "Default namespace not used"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-no-default-namespace
#   severity: low
#   provider: kubernetes
#   kinds: [k8s.workload, k8s.service, k8s.config, k8s.ingress, k8s.role, k8s.rolebinding, secret, identity.service_account]
#   needs: []
#   profiles: [strict]
#   rationale: >-
#     In the default namespace nobody knows what belongs to whom.
#   remediation: >-
#     Give the workload a namespace of its own.
#   controls: ["CIS Kubernetes 1.12 5.6.4", "ISO 27001:2022 A.8.22"]
#   examples:
#     kubernetes: |
#       apiVersion: v1
#       kind: Pod
#       metadata:
#         name: shop
#         namespace: shop
#       spec:
#         containers:
#           - name: app
#             image: registry.example.com/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
package guardrails.k8s_no_default_namespace

deny contains "uses the default namespace" if {
	input.facets.namespace == "default"
	not made_by_the_cluster
}

made_by_the_cluster if {
	input.kind == "identity.service_account"
	input.name == "default"
}

made_by_the_cluster if {
	input.kind == "k8s.service"
	input.name == "kubernetes"
}
