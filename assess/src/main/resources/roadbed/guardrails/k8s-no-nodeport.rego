# METADATA
# title: "No NodePort services"
# custom:
#   id: k8s-no-nodeport
#   severity: low
#   provider: kubernetes
#   kinds: [k8s.service]
#   needs: [service_type]
#   rationale: >-
#     A node port goes around the ingress with its TLS and its rules.
#   remediation: >-
#     Use ClusterIP behind an ingress, or a LoadBalancer.
#   controls: ["ISO 27001:2022 A.8.20"]
package guardrails.k8s_no_nodeport

deny contains "the service opens a port on every node" if input.facets.service_type == "NodePort"
