# METADATA
# title: "GKE nodes start securely"
# related_resources:
#   - https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
# custom:
#   id: gke-secure-boot
#   severity: low
#   provider: gcp
#   kinds: [container.nodepool]
#   types: [google_container_node_pool]
#   needs: [nodes.secure_boot]
#   profiles: [strict, cis]
#   rationale: >-
#     A changed boot loader is found by secure boot only.
#   remediation: >-
#     Set shielded_instance_config.enable_secure_boot.
#   controls: ["CIS GKE 1.6 5.5.7", "ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "google_container_node_pool" "this" {
#         cluster = google_container_cluster.shop.name
#         node_config {
#           shielded_instance_config {
#             enable_secure_boot = true
#           }
#         }
#       }
package guardrails.gke_secure_boot

deny contains "secure boot is off" if input.facets.nodes.secure_boot == false
