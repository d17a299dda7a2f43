# METADATA
# title: "GKE metadata server (workload identity)"
# custom:
#   id: gke-metadata-server
#   severity: high
#   provider: gcp
#   kinds: [container.cluster, container.nodepool]
#   needs: [nodes.metadata_server]
#   rationale: >-
#     Without it every pod may take the node's credentials.
#   remediation: >-
#     Set workload_metadata_config.mode to GKE_METADATA.
#   controls: ["CIS GKE 1.6 5.2.1", "ISO 27001:2022 A.8.2"]
package guardrails.gke_metadata_server

deny contains "the GKE metadata server is off" if input.facets.nodes.metadata_server == false
