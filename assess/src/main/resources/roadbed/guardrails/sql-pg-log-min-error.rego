# METADATA
# title: "PostgreSQL logs statements that fail"
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/flags
# custom:
#   id: sql-pg-log-min-error
#   severity: low
#   provider: gcp
#   kinds: [database.relational]
#   types: [google_sql_database_instance]
#   needs: [engine, flags]
#   profiles: [strict, cis]
#   rationale: >-
#     Statements that fail are how an attacker's tries show.
#   remediation: >-
#     Set the database flag log_min_error_statement to error or stricter.
#   controls: ["CIS GCP 4.0 6.2.6", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "POSTGRES_16"
#         settings {
#           tier = "db-custom-2-8192"
#           database_flags {
#             name  = "log_min_error_statement"
#             value = "error"
#           }
#         }
#       }
package guardrails.sql_pg_log_min_error

deny contains message if {
	input.facets.engine == "postgres"
	level := lower(object.get(input.facets.flags, "log_min_error_statement", "error"))
	level in {"log", "fatal", "panic"}
	message := sprintf("log_min_error_statement is %s", [level])
}
