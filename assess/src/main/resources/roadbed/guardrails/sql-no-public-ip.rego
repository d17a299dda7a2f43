# METADATA
# title: "Cloud SQL without public IP"
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/best-practices
# custom:
#   id: sql-no-public-ip
#   severity: critical
#   provider: gcp
#   kinds: [database.relational]
#   needs: [public.ip]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     A database with a public address needs only one weak password to be everybody's.
#   remediation: >-
#     Set ipv4_enabled to false and use a private network.
#   controls: ["CIS GCP 4.0 6.6", "ISO 27001:2022 A.8.20"]
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
package guardrails.sql_no_public_ip

deny contains "the instance has a public IP address" if {
	input.facets.public.ip == true
	not "public.ip" in input.facets.defaulted
}
