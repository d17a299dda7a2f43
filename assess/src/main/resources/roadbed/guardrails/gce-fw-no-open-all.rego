# METADATA
# title: "Firewall: no 0.0.0.0/0 to all ports"
# related_resources:
#   - https://cloud.google.com/firewall/docs/firewalls
# custom:
#   id: gce-fw-no-open-all
#   severity: critical
#   provider: gcp
#   kinds: [network.firewall]
#   needs: [rules]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A rule that lets everyone in on every port is no firewall.
#   remediation: >-
#     Name the ports and the source networks that the service needs.
#   controls: ["ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "google_compute_firewall" "this" {
#         name          = "office"
#         network       = google_compute_network.main.id
#         source_ranges = ["198.51.100.0/24"]
#         allow {
#           protocol = "tcp"
#           ports    = ["443"]
#         }
#       }
package guardrails.gce_fw_no_open_all

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	rule.all_ports == true
	message := sprintf("all ports are open to the internet%s", [firewall.described(rule)])
}
