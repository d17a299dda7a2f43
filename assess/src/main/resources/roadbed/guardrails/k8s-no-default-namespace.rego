# METADATA
# title: "Default namespace not used"
# custom:
#   id: k8s-no-default-namespace
#   severity: low
#   provider: kubernetes
#   kinds: [k8s.workload, k8s.service]
#   needs: [namespace]
#   rationale: >-
#     In the default namespace nobody knows what belongs to whom.
#   remediation: >-
#     Give the workload a namespace of its own.
#   controls: ["ISO 27001:2022 A.8.22"]
package guardrails.k8s_no_default_namespace

deny contains "uses the default namespace" if input.facets.namespace == "default"
