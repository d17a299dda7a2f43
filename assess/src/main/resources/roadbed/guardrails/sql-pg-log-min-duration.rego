# METADATA
# title: "PostgreSQL does not log statements by how long they take"
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/flags
# custom:
#   id: sql-pg-log-min-duration
#   severity: low
#   provider: gcp
#   kinds: [database.relational]
#   types: [google_sql_database_instance]
#   needs: [engine, flags]
#   profiles: [strict, cis]
#   rationale: >-
#     Statements in the log can hold what is in the database, and the log is read by more people.
#   remediation: >-
#     Set the database flag log_min_duration_statement to -1, or leave it out.
#   controls: ["CIS GCP 4.0 6.2.7", "ISO 27001:2022 A.8.12"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "POSTGRES_16"
#         settings {
#           tier = "db-custom-2-8192"
#           database_flags {
#             name  = "log_min_duration_statement"
#             value = "-1"
#           }
#         }
#       }
package guardrails.sql_pg_log_min_duration

deny contains message if {
	input.facets.engine == "postgres"
	limit := object.get(input.facets.flags, "log_min_duration_statement", "-1")
	limit != "-1"
	message := sprintf("statements that take %s ms are logged", [limit])
}
