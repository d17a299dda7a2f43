# METADATA
# title: "Instance serial port off"
# related_resources:
#   - https://cloud.google.com/compute/docs/access
# custom:
#   id: gce-no-serial-port
#   severity: medium
#   provider: gcp
#   kinds: [compute.instance, compute.template]
#   types: [google_compute_instance, google_compute_instance_template]
#   needs: [serial_port]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     The interactive serial console takes connections from anywhere.
#   remediation: >-
#     Set the metadata serial-port-enable to false.
#   controls: ["CIS GCP 4.0 4.5", "ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "google_compute_instance" "this" {
#         machine_type = "e2-small"
#         zone         = "europe-west3-a"
#         metadata = {
#           serial-port-enable = "false"
#         }
#       }
package guardrails.gce_no_serial_port

deny contains "the serial port can be connected to" if input.facets.serial_port == true
