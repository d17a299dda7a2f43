# METADATA
# title: "SSL policy without weak ciphers"
# related_resources:
#   - https://cloud.google.com/load-balancing/docs/ssl-policies-concepts
# custom:
#   id: gcp-ssl-policy
#   severity: medium
#   provider: gcp
#   kinds: [network.ssl_policy]
#   needs: [transport.min_version, transport.policy]
#   profiles: [strict, cis]
#   rationale: >-
#     COMPATIBLE lets clients choose ciphers that can be broken.
#   remediation: >-
#     Use the profile MODERN with TLS 1.2 at least, RESTRICTED, or CUSTOM without weak ciphers.
#   controls: ["CIS GCP 4.0 3.9", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "google_compute_ssl_policy" "modern" {
#         name            = "modern"
#         profile         = "MODERN"
#         min_tls_version = "TLS_1_2"
#       }
package guardrails.gcp_ssl_policy

deny contains "the profile COMPATIBLE has weak ciphers" if input.facets.transport.policy == "COMPATIBLE"

deny contains message if {
	input.facets.transport.policy in {"MODERN", "CUSTOM"}
	input.facets.transport.min_version in {"1.0", "1.1"}
	message := sprintf("TLS %s is accepted", [input.facets.transport.min_version])
}
