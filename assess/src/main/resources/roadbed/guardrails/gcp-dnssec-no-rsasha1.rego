# METADATA
# title: "DNS zone not signed with SHA-1"
# related_resources:
#   - https://cloud.google.com/dns/docs/dnssec-config
# custom:
#   id: gcp-dnssec-no-rsasha1
#   severity: low
#   provider: gcp
#   kinds: [dns.zone]
#   types: [google_dns_managed_zone]
#   needs: [dnssec.sha1]
#   profiles: [strict, cis]
#   rationale: >-
#     SHA-1 signatures can be forged.
#   remediation: >-
#     Use ecdsap256sha256.
#   controls: ["CIS GCP 4.0 3.4", "CIS GCP 4.0 3.5", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "google_dns_managed_zone" "this" {
#         name     = "shop"
#         dns_name = "shop.example."
#         dnssec_config {
#           state = "on"
#           default_key_specs {
#             algorithm = "ecdsap256sha256"
#             key_type  = "keySigning"
#           }
#         }
#       }
package guardrails.gcp_dnssec_no_rsasha1

deny contains "a key uses RSASHA1" if input.facets.dnssec.sha1 == true
