# METADATA
# title: "GKE control plane authorised networks"
# related_resources:
#   - https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
# custom:
#   id: gke-authorized-networks
#   severity: high
#   provider: gcp
#   kinds: [container.cluster]
#   needs: [public.restricted]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     The cluster's API is its front door; open to the internet it is one leaked token away from
#     everybody.
#   remediation: >-
#     Add master_authorized_networks_config with the networks that need access.
#   controls: ["CIS GKE 1.6 5.6.3", "ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "google_container_cluster" "this" {
#         name     = "shop"
#         location = "europe-west3"
#         master_authorized_networks_config {
#           cidr_blocks {
#             cidr_block = "198.51.100.0/24"
#           }
#         }
#       }
package guardrails.gke_authorized_networks

deny contains "every address may reach the control plane" if input.facets.public.restricted == false
