# METADATA
# title: "Firewall: no 0.0.0.0/0 to 3389"
# related_resources:
#   - https://cloud.google.com/firewall/docs/firewalls
# custom:
#   id: gce-fw-no-open-rdp
#   severity: critical
#   provider: gcp
#   kinds: [network.firewall]
#   types: [google_compute_firewall]
#   needs: [rules]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     RDP open to the internet is attacked from the first minute.
#   remediation: >-
#     Use Identity-Aware Proxy, or allow known networks only.
#   controls: ["CIS GCP 4.0 3.7", "ISO 27001:2022 A.8.20"]
#   parameters:
#     - name: ports
#       type: integers
#       default: [3389]
#       description: ports that must not be open to the internet
#   examples:
#     terraform: |
#       resource "google_compute_firewall" "this" {
#         name          = "office"
#         network       = google_compute_network.main.id
#         source_ranges = ["198.51.100.0/24"]
#         allow {
#           protocol = "tcp"
#           ports    = ["3389"]
#         }
#       }
package guardrails.gce_fw_no_open_rdp

import data.lib.firewall

deny contains message if {
	some rule in firewall.open_to_internet(input.facets.rules)
	open := {port |
		some port in data.parameters["gce-fw-no-open-rdp"].ports
		some protocol in {"tcp", "udp"}
		firewall.covers(rule, protocol, port)
	}
	count(open) > 0
	message := sprintf("RDP: %v open to the internet%s", [sort(open), firewall.described(rule)])
}
