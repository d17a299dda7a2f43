# METADATA
# title: "SQL Server runs no external scripts"
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/best-practices
# custom:
#   id: sql-server-no-external-scripts
#   severity: medium
#   provider: gcp
#   kinds: [database.relational]
#   types: [google_sql_database_instance]
#   needs: [engine, flags]
#   profiles: [strict, cis]
#   rationale: >-
#     Scripts run outside the database's rules.
#   remediation: >-
#     Set the database flag external scripts enabled to off.
#   controls: ["CIS GCP 4.0 6.3.1", "ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "SQLSERVER_2022_STANDARD"
#         settings {
#           tier = "db-custom-2-8192"
#           database_flags {
#             name  = "external scripts enabled"
#             value = "off"
#           }
#         }
#       }
package guardrails.sql_server_no_external_scripts

deny contains "external scripts enabled is not off" if {
	input.facets.engine == "sqlserver"
	lower(object.get(input.facets.flags, "external scripts enabled", "off")) != "off"
}
