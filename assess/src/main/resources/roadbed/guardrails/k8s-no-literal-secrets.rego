# METADATA
# title: "No secrets written in a workload"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/secrets-good-practices/
# custom:
#   id: k8s-no-literal-secrets
#   severity: critical
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A manifest is read by everybody who may look at the repository or the cluster.
#   remediation: >-
#     Keep the value in a secret and refer to it.
#   controls: ["ISO 27001:2022 A.5.17"]
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
#             env:
#               - name: DB_PASSWORD
#                 valueFrom:
#                   secretKeyRef: {name: db, key: password}
package guardrails.k8s_no_literal_secrets

deny contains message if {
	some container in input.facets.containers
	count(container.env_secrets) > 0
	message := sprintf("container %s has secrets written in %s", [container.name, concat(", ", container.env_secrets)])
}
