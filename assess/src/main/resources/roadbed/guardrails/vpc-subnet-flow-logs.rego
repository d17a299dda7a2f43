# METADATA
# title: "Subnet flow logs on"
# related_resources:
#   - https://cloud.google.com/vpc/docs/using-flow-logs
# custom:
#   id: vpc-subnet-flow-logs
#   severity: medium
#   provider: gcp
#   kinds: [network.subnet]
#   needs: [logging.enabled, purpose]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Without flow logs nobody can say who talked to whom.
#   remediation: >-
#     Add a log_config block to the subnetwork.
#   controls: ["CIS GCP 4.0 3.8", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "google_compute_subnetwork" "this" {
#         ip_cidr_range = "10.0.0.0/24"
#         network       = google_compute_network.main.id
#         log_config {
#           aggregation_interval = "INTERVAL_5_SEC"
#         }
#       }
package guardrails.vpc_subnet_flow_logs

# Subnets that a provider's proxy uses cannot have flow logs.
without_logs := {"INTERNAL_HTTPS_LOAD_BALANCER", "REGIONAL_MANAGED_PROXY", "GLOBAL_MANAGED_PROXY"}

deny contains "flow logs are off" if {
	input.facets.logging.enabled == false
	not input.facets.purpose in without_logs
}
