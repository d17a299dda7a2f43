# METADATA
# title: "PostgreSQL log_connections on"
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/best-practices
# custom:
#   id: sql-pg-log-connections
#   severity: low
#   provider: gcp
#   kinds: [database.relational]
#   needs: [engine, flags]
#   profiles: [strict, cis]
#   rationale: >-
#     Without connection logs nobody can say who was in the database.
#   remediation: >-
#     Add the database flag log_connections with value on.
#   controls: ["CIS GCP 4.0 6.2.2", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "POSTGRES_16"
#         settings {
#           tier = "db-custom-2-8192"
#           database_flags {
#             name  = "log_connections"
#             value = "on"
#           }
#         }
#       }
package guardrails.sql_pg_log_connections

deny contains "log_connections is not on" if {
	input.facets.engine == "postgres"
	object.get(input.facets.flags, "log_connections", "off") != "on"
}
