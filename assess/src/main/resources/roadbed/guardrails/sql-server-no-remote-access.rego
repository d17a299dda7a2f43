# METADATA
# title: "SQL Server without remote access"
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/best-practices
# custom:
#   id: sql-server-no-remote-access
#   severity: low
#   provider: gcp
#   kinds: [database.relational]
#   types: [google_sql_database_instance]
#   needs: [engine, flags]
#   profiles: [strict, cis]
#   rationale: >-
#     Remote procedures can be used to overload other servers.
#   remediation: >-
#     Set the database flag remote access to off.
#   controls: ["CIS GCP 4.0 6.3.5", "ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "SQLSERVER_2022_STANDARD"
#         settings {
#           tier = "db-custom-2-8192"
#           database_flags {
#             name  = "remote access"
#             value = "off"
#           }
#         }
#       }
package guardrails.sql_server_no_remote_access

deny contains "remote access is not off" if {
	input.facets.engine == "sqlserver"
	lower(object.get(input.facets.flags, "remote access", "on")) != "off"
}
