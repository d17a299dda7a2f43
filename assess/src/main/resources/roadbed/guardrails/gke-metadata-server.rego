# METADATA
# title: "GKE metadata server (workload identity)"
# related_resources:
#   - https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
# custom:
#   id: gke-metadata-server
#   severity: high
#   provider: gcp
#   kinds: [container.cluster, container.nodepool]
#   needs: [nodes.metadata_server]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Without it every pod may take the node's credentials.
#   remediation: >-
#     Set workload_metadata_config.mode to GKE_METADATA.
#   controls: ["CIS GKE 1.6 5.2.1", "ISO 27001:2022 A.8.2"]
#   examples:
#     terraform: |
#       resource "google_container_node_pool" "this" {
#         cluster = google_container_cluster.shop.name
#         node_config {
#           workload_metadata_config {
#             mode = "GKE_METADATA"
#           }
#         }
#       }
package guardrails.gke_metadata_server

deny contains "the GKE metadata server is off" if input.facets.nodes.metadata_server == false
