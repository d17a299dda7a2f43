# METADATA
# title: "SQL Server without contained authentication"
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/best-practices
# custom:
#   id: sql-server-no-contained-auth
#   severity: low
#   provider: gcp
#   kinds: [database.relational]
#   types: [google_sql_database_instance]
#   needs: [engine, flags]
#   profiles: [strict, cis]
#   rationale: >-
#     Logins inside a database are not seen by the server's rules.
#   remediation: >-
#     Set the database flag contained database authentication to off.
#   controls: ["CIS GCP 4.0 6.3.7", "ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "SQLSERVER_2022_STANDARD"
#         settings {
#           tier = "db-custom-2-8192"
#           database_flags {
#             name  = "contained database authentication"
#             value = "off"
#           }
#         }
#       }
package guardrails.sql_server_no_contained_auth

deny contains "contained database authentication is not off" if {
	input.facets.engine == "sqlserver"
	lower(object.get(input.facets.flags, "contained database authentication", "off")) != "off"
}
