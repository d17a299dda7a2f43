# METADATA
# title: "Secrets are files, not variables"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/secrets-good-practices/
# custom:
#   id: k8s-no-secret-env
#   severity: low
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [strict, cis]
#   rationale: >-
#     Variables end up in logs and crash reports.
#   remediation: >-
#     Mount the secret as a volume.
#   controls: ["CIS Kubernetes 1.12 5.4.1", "ISO 27001:2022 A.5.17"]
#   examples:
#     kubernetes: |
#       apiVersion: v1
#       kind: Pod
#       metadata:
#         name: shop
#         namespace: shop
#       spec:
#         volumes:
#           - name: db
#             secret:
#               secretName: db
#         containers:
#           - name: app
#             image: registry.example.com/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
#             volumeMounts:
#               - {name: db, mountPath: /secrets, readOnly: true}
package guardrails.k8s_no_secret_env

deny contains message if {
	some container in input.facets.containers
	count(container.env_from_secrets) > 0
	message := sprintf("container %s takes %s as variables", [container.name, concat(", ", container.env_from_secrets)])
}
