# METADATA
# title: "PostgreSQL log_disconnections on"
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/best-practices
# custom:
#   id: sql-pg-log-disconnections
#   severity: low
#   provider: gcp
#   kinds: [database.relational]
#   types: [google_sql_database_instance]
#   needs: [engine, flags]
#   profiles: [strict, cis]
#   rationale: >-
#     How long somebody was connected is half of what a log should say.
#   remediation: >-
#     Set the database flag log_disconnections to on.
#   controls: ["CIS GCP 4.0 6.2.3", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "POSTGRES_16"
#         settings {
#           tier = "db-custom-2-8192"
#           database_flags {
#             name  = "log_disconnections"
#             value = "on"
#           }
#         }
#       }
package guardrails.sql_pg_log_disconnections

deny contains "log_disconnections is not on" if {
	input.facets.engine == "postgres"
	lower(object.get(input.facets.flags, "log_disconnections", "off")) != "on"
}
