# METADATA
# title: "Cloud SQL requires TLS"
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/best-practices
# custom:
#   id: sql-tls
#   severity: high
#   provider: gcp
#   kinds: [database.relational]
#   needs: [transport.tls_only]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Over plain connections, passwords and rows travel readable.
#   remediation: >-
#     Set ssl_mode to ENCRYPTED_ONLY or stricter.
#   controls: ["CIS GCP 4.0 6.4", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "POSTGRES_16"
#         settings {
#           tier = "db-custom-2-8192"
#           ip_configuration {
#             ssl_mode = "ENCRYPTED_ONLY"
#           }
#         }
#       }
package guardrails.sql_tls

deny contains "connections without TLS are accepted" if input.facets.transport.tls_only == false
