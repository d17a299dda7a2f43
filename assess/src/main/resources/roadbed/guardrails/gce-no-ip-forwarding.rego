# METADATA
# title: "Instance does not forward packets"
# related_resources:
#   - https://cloud.google.com/compute/docs/access
# custom:
#   id: gce-no-ip-forwarding
#   severity: low
#   provider: gcp
#   kinds: [compute.instance, compute.template]
#   types: [google_compute_instance, google_compute_instance_template]
#   needs: [ip_forwarding]
#   profiles: [strict, cis]
#   rationale: >-
#     A machine that forwards may pretend to be another.
#   remediation: >-
#     Leave can_ip_forward off where the machine is no router.
#   controls: ["CIS GCP 4.0 4.6", "ISO 27001:2022 A.8.22"]
#   examples:
#     terraform: |
#       resource "google_compute_instance" "this" {
#         machine_type = "e2-small"
#         zone         = "europe-west3-a"
#         can_ip_forward = false
#       }
package guardrails.gce_no_ip_forwarding

deny contains "forwards packets" if input.facets.ip_forwarding == true
