# METADATA
# title: "Default service account not used"
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
# custom:
#   id: k8s-no-default-sa
#   severity: low
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [service_account]
#   profiles: [strict, cis]
#   rationale: >-
#     Rights given to the default account are given to every pod beside it.
#   remediation: >-
#     Name a service account of its own.
#   controls: ["CIS Kubernetes 1.12 5.1.5", "ISO 27001:2022 A.5.16"]
#   examples:
#     kubernetes: |
#       apiVersion: v1
#       kind: Pod
#       metadata:
#         name: shop
#         namespace: shop
#       spec:
#         serviceAccountName: shop
#         containers:
#           - name: app
#             image: registry.example.com/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
package guardrails.k8s_no_default_sa

deny contains "uses the default service account" if input.facets.service_account == "default"
