# METADATA
# title: "Service account token not auto-mounted"
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
# custom:
#   id: k8s-no-automount-token
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [automount_token]
#   profiles: [strict, cis]
#   rationale: >-
#     A token that nobody needs is there for whoever breaks in.
#   remediation: >-
#     Set automountServiceAccountToken to false.
#   controls: ["CIS Kubernetes 1.12 5.1.6", "ISO 27001:2022 A.8.2"]
#   examples:
#     kubernetes: |
#       apiVersion: v1
#       kind: Pod
#       metadata:
#         name: shop
#         namespace: shop
#       spec:
#         automountServiceAccountToken: false
#         containers:
#           - name: app
#             image: registry.example.com/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
#   fix:
#     - types: [kubernetes]
#       set:
#         pod.automountServiceAccountToken: false
package guardrails.k8s_no_automount_token

deny contains "the service account token is mounted" if input.facets.automount_token == true
