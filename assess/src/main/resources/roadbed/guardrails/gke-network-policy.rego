# METADATA
# title: "GKE network policy"
# related_resources:
#   - https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
# custom:
#   id: gke-network-policy
#   severity: medium
#   provider: gcp
#   kinds: [container.cluster]
#   needs: [network_policy]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Without network policies every pod may talk to every other.
#   remediation: >-
#     Enable network_policy, or dataplane v2.
#   controls: ["CIS GKE 1.6 5.6.7", "ISO 27001:2022 A.8.22"]
#   examples:
#     terraform: |
#       resource "google_container_cluster" "this" {
#         name     = "shop"
#         location = "europe-west3"
#         datapath_provider = "ADVANCED_DATAPATH"
#       }
package guardrails.gke_network_policy

deny contains "network policies are not enforced" if input.facets.network_policy == false
