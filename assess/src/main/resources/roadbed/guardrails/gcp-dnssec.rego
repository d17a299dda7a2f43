# METADATA
# title: "DNS zone signed"
# related_resources:
#   - https://cloud.google.com/dns/docs/dnssec-config
# custom:
#   id: gcp-dnssec
#   severity: medium
#   provider: gcp
#   kinds: [dns.zone]
#   types: [google_dns_managed_zone]
#   needs: [private]
#   profiles: [strict, cis]
#   rationale: >-
#     Without signatures anybody on the way can answer for the zone.
#   remediation: >-
#     Set dnssec_config.state to on.
#   controls: ["CIS GCP 4.0 3.3", "ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "google_dns_managed_zone" "this" {
#         name     = "shop"
#         dns_name = "shop.example."
#         dnssec_config {
#           state = "on"
#         }
#       }
package guardrails.gcp_dnssec

# A private zone cannot be signed.
deny contains "DNSSEC is off" if {
	input.facets.private == false
	input.facets.dnssec.enabled == false
}
