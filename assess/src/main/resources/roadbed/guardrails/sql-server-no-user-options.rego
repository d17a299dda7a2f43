# METADATA
# title: "SQL Server without default user options"
# related_resources:
#   - https://cloud.google.com/sql/docs/sqlserver/flags
# custom:
#   id: sql-server-no-user-options
#   severity: low
#   provider: gcp
#   kinds: [database.relational]
#   types: [google_sql_database_instance]
#   needs: [engine, flags]
#   profiles: [strict, cis]
#   rationale: >-
#     Options set for everybody change what statements mean without their authors' knowing.
#   remediation: >-
#     Remove the database flag user options.
#   controls: ["CIS GCP 4.0 6.3.4"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "SQLSERVER_2022_STANDARD"
#         settings {
#           tier = "db-custom-2-8192"
#         }
#       }
package guardrails.sql_server_no_user_options

deny contains "the flag user options is set" if {
	input.facets.engine == "sqlserver"
	"user options" in object.keys(input.facets.flags)
}
