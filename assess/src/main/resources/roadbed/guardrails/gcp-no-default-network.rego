# METADATA
# title: "Project without default network"
# related_resources:
#   - https://cloud.google.com/vpc/docs/vpc
# custom:
#   id: gcp-no-default-network
#   severity: medium
#   provider: gcp
#   kinds: [account.project]
#   types: [google_project]
#   needs: [default_network]
#   profiles: [strict, cis]
#   rationale: >-
#     The default network opens SSH, RDP and ICMP to the internet.
#   remediation: >-
#     Set auto_create_network to false.
#   controls: ["CIS GCP 4.0 3.1", "ISO 27001:2022 A.8.22"]
#   examples:
#     terraform: |
#       resource "google_project" "this" {
#         name                = "shop"
#         project_id          = "shop-prod"
#         auto_create_network = false
#       }
package guardrails.gcp_no_default_network

deny contains "the project gets the default network" if input.facets.default_network == true
