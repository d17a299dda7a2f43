# METADATA
# title: "GKE network policy"
# custom:
#   id: gke-network-policy
#   severity: medium
#   provider: gcp
#   kinds: [container.cluster]
#   needs: [network_policy]
#   rationale: >-
#     Without network policies every pod may talk to every other.
#   remediation: >-
#     Enable network_policy, or dataplane v2.
#   controls: ["CIS GKE 1.6 5.6.7", "ISO 27001:2022 A.8.22"]
package guardrails.gke_network_policy

deny contains "network policies are not enforced" if input.facets.network_policy == false
