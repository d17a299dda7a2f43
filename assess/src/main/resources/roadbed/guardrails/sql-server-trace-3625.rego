# METADATA
# title: "SQL Server hides details of errors from users"
# related_resources:
#   - https://cloud.google.com/sql/docs/sqlserver/flags
# custom:
#   id: sql-server-trace-3625
#   severity: low
#   provider: gcp
#   kinds: [database.relational]
#   types: [google_sql_database_instance]
#   needs: [engine, flags]
#   profiles: [strict, cis]
#   rationale: >-
#     Messages of errors tell a user who may not look what is there.
#   remediation: >-
#     Set the database flag 3625 to on.
#   controls: ["CIS GCP 4.0 6.3.6", "ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "SQLSERVER_2022_STANDARD"
#         settings {
#           tier = "db-custom-2-8192"
#           database_flags {
#             name  = "3625"
#             value = "on"
#           }
#         }
#       }
package guardrails.sql_server_trace_3625

deny contains "the flag 3625 is not on" if {
	input.facets.engine == "sqlserver"
	lower(object.get(input.facets.flags, "3625", "off")) != "on"
}
