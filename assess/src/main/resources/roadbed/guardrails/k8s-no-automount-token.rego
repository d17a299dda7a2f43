# METADATA
# title: "Service account token not auto-mounted"
# custom:
#   id: k8s-no-automount-token
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [automount_token]
#   rationale: >-
#     A token that nobody needs is there for whoever breaks in.
#   remediation: >-
#     Set automountServiceAccountToken to false.
#   controls: ["CIS Kubernetes 1.12 5.1.6", "ISO 27001:2022 A.8.2"]
package guardrails.k8s_no_automount_token

deny contains "the service account token is mounted" if input.facets.automount_token == true
