# METADATA
# title: "No NodePort services"
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/service/
# custom:
#   id: k8s-no-nodeport
#   severity: low
#   provider: kubernetes
#   kinds: [k8s.service]
#   needs: [service_type]
#   profiles: [strict]
#   rationale: >-
#     A node port goes around the ingress with its TLS and its rules.
#   remediation: >-
#     Use ClusterIP behind an ingress, or a LoadBalancer.
#   controls: ["ISO 27001:2022 A.8.20"]
#   examples:
#     kubernetes: |
#       apiVersion: v1
#       kind: Service
#       metadata:
#         name: shop
#       spec:
#         type: ClusterIP
#         ports:
#           - port: 80
package guardrails.k8s_no_nodeport

deny contains "the service opens a port on every node" if input.facets.service_type == "NodePort"
