# METADATA
# title: "GKE nodes repair themselves"
# related_resources:
#   - https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
# custom:
#   id: gke-auto-repair
#   severity: low
#   provider: gcp
#   kinds: [container.nodepool]
#   types: [google_container_node_pool]
#   needs: [auto_repair]
#   profiles: [strict, cis]
#   rationale: >-
#     A broken node keeps its pods until somebody looks.
#   remediation: >-
#     Set management.auto_repair to true.
#   controls: ["CIS GKE 1.6 5.5.2", "ISO 27001:2022 A.8.14"]
#   examples:
#     terraform: |
#       resource "google_container_node_pool" "this" {
#         cluster = google_container_cluster.shop.name
#         management {
#           auto_repair = true
#         }
#       }
package guardrails.gke_auto_repair

deny contains "nodes are not repaired" if input.facets.auto_repair == false
