# METADATA
# title: "GKE shielded nodes"
# related_resources:
#   - https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
# custom:
#   id: gke-shielded-nodes
#   severity: medium
#   provider: gcp
#   kinds: [container.cluster]
#   needs: [nodes.shielded]
#   profiles: [strict, cis]
#   rationale: >-
#     A shielded node notices when somebody changed what it boots.
#   remediation: >-
#     Set enable_shielded_nodes to true.
#   controls: ["CIS GKE 1.6 5.5.5", "ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "google_container_cluster" "this" {
#         name     = "shop"
#         location = "europe-west3"
#         enable_shielded_nodes = true
#       }
#   fix:
#     - types: [google_container_cluster]
#       set:
#         enable_shielded_nodes: true
package guardrails.gke_shielded_nodes

deny contains "nodes are not shielded" if input.facets.nodes.shielded == false
