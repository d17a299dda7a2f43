# METADATA
# title: "Cloud SQL requires TLS"
# custom:
#   id: sql-tls
#   severity: high
#   provider: gcp
#   kinds: [database.relational]
#   needs: [transport.tls_only]
#   rationale: >-
#     Over plain connections, passwords and rows travel readable.
#   remediation: >-
#     Set ssl_mode to ENCRYPTED_ONLY or stricter.
#   controls: ["CIS GCP 4.0 6.4", "ISO 27001:2022 A.8.24"]
package guardrails.sql_tls

deny contains "connections without TLS are accepted" if input.facets.transport.tls_only == false
