# METADATA
# title: "Firewall: no 0.0.0.0/0 to 22"
# related_resources:
#   - https://cloud.google.com/firewall/docs/firewalls
# custom:
#   id: gce-fw-no-open-ssh
#   severity: critical
#   provider: gcp
#   kinds: [network.firewall]
#   needs: [rules]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     SSH open to the internet is found within minutes and attacked from then on.
#   remediation: >-
#     Allow port 22 only from known networks, or use a session service that needs no open port.
#   controls: ["CIS GCP 4.0 3.6", "ISO 27001:2022 A.8.20"]
#   parameters:
#     - name: ports
#       type: integers
#       default: [22]
#       description: ports that must not be open to the internet
#   examples:
#     terraform: |
#       resource "google_compute_firewall" "this" {
#         name          = "office"
#         network       = google_compute_network.main.id
#         source_ranges = ["198.51.100.0/24"]
#         allow {
#           protocol = "tcp"
#           ports    = ["22"]
#         }
#       }
package guardrails.gce_fw_no_open_ssh

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	some port in data.parameters["gce-fw-no-open-ssh"].ports
	firewall.covers(rule, "tcp", port)
	message := sprintf("SSH (port %d) is open to the internet%s", [port, firewall.described(rule)])
}
