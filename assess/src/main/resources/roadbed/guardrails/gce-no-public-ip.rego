# METADATA
# title: "Instance without public IP"
# related_resources:
#   - https://cloud.google.com/compute/docs/access
# custom:
#   id: gce-no-public-ip
#   severity: high
#   provider: gcp
#   kinds: [compute.instance, compute.template]
#   needs: [public.ip]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     A public address puts the machine itself in front of every scanner on the internet.
#   remediation: >-
#     Remove access_config and publish the service through a load balancer; use Cloud NAT and IAP.
#   controls: ["CIS GCP 4.0 4.9", "ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "google_compute_instance" "this" {
#         machine_type = "e2-small"
#         zone         = "europe-west3-a"
#         network_interface {
#           subnetwork = google_compute_subnetwork.app.id # no access_config: no public address
#         }
#       }
package guardrails.gce_no_public_ip

deny contains "the instance gets a public IP address" if input.facets.public.ip == true
