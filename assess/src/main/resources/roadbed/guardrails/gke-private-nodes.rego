# METADATA
# title: "GKE private nodes"
# custom:
#   id: gke-private-nodes
#   severity: high
#   provider: gcp
#   kinds: [container.cluster]
#   needs: [private.nodes]
#   rationale: >-
#     Nodes with public addresses stand in front of every scanner on the internet.
#   remediation: >-
#     Add private_cluster_config with enable_private_nodes true.
#   controls: ["CIS GKE 1.6 5.6.5", "ISO 27001:2022 A.8.20", "ISO 27001:2022 A.8.22"]
package guardrails.gke_private_nodes

deny contains "nodes have public IP addresses" if input.facets.private.nodes == false
