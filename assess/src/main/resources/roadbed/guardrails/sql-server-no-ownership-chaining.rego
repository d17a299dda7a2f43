# METADATA
# title: "SQL Server without cross-database ownership chaining"
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/best-practices
# custom:
#   id: sql-server-no-ownership-chaining
#   severity: medium
#   provider: gcp
#   kinds: [database.relational]
#   types: [google_sql_database_instance]
#   needs: [engine, flags]
#   profiles: [strict, cis]
#   rationale: >-
#     Chaining lets an owner of one database into another.
#   remediation: >-
#     Set the database flag cross db ownership chaining to off.
#   controls: ["CIS GCP 4.0 6.3.2", "ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "SQLSERVER_2022_STANDARD"
#         settings {
#           tier = "db-custom-2-8192"
#           database_flags {
#             name  = "cross db ownership chaining"
#             value = "off"
#           }
#         }
#       }
package guardrails.sql_server_no_ownership_chaining

deny contains "cross db ownership chaining is not off" if {
	input.facets.engine == "sqlserver"
	lower(object.get(input.facets.flags, "cross db ownership chaining", "off")) != "off"
}
