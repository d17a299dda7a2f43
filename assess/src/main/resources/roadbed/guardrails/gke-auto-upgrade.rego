# METADATA
# title: "GKE nodes upgrade themselves"
# related_resources:
#   - https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
# custom:
#   id: gke-auto-upgrade
#   severity: medium
#   provider: gcp
#   kinds: [container.nodepool]
#   types: [google_container_node_pool]
#   needs: [auto_upgrade]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Nodes that nobody upgrades keep their holes.
#   remediation: >-
#     Set management.auto_upgrade to true.
#   controls: ["CIS GKE 1.6 5.5.3", "ISO 27001:2022 A.8.8"]
#   examples:
#     terraform: |
#       resource "google_container_node_pool" "this" {
#         cluster = google_container_cluster.shop.name
#         management {
#           auto_upgrade = true
#         }
#       }
package guardrails.gke_auto_upgrade

deny contains "nodes are not upgraded" if input.facets.auto_upgrade == false
