# METADATA
# title: "GKE private nodes"
# related_resources:
#   - https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
# custom:
#   id: gke-private-nodes
#   severity: high
#   provider: gcp
#   kinds: [container.cluster]
#   needs: [private.nodes]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Nodes with public addresses stand in front of every scanner on the internet.
#   remediation: >-
#     Add private_cluster_config with enable_private_nodes true.
#   controls: ["CIS GKE 1.6 5.6.5", "ISO 27001:2022 A.8.20", "ISO 27001:2022 A.8.22"]
#   examples:
#     terraform: |
#       resource "google_container_cluster" "this" {
#         name     = "shop"
#         location = "europe-west3"
#         private_cluster_config {
#           enable_private_nodes = true
#         }
#       }
package guardrails.gke_private_nodes

deny contains "nodes have public IP addresses" if input.facets.private.nodes == false
