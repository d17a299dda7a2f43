# METADATA
# title: "Cloud SQL not open to every address"
# related_resources:
#   - https://cloud.google.com/sql/docs/mysql/authorize-networks
# custom:
#   id: sql-no-open-network
#   severity: critical
#   provider: gcp
#   kinds: [database.relational]
#   types: [google_sql_database_instance]
#   needs: [public.exposed]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Then a password is all that is between the internet and the data.
#   remediation: >-
#     Remove 0.0.0.0/0 from the authorised networks; use the private address or the connector.
#   controls: ["CIS GCP 4.0 6.5", "ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "POSTGRES_16"
#         settings {
#           tier = "db-custom-2-8192"
#           ip_configuration {
#             ipv4_enabled    = false
#             private_network = google_compute_network.main.id
#           }
#         }
#       }
package guardrails.sql_no_open_network

deny contains "every address is authorised" if input.facets.public.exposed == true
