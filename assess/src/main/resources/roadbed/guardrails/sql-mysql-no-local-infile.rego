# METADATA
# title: "MySQL does not read clients' files"
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/best-practices
# custom:
#   id: sql-mysql-no-local-infile
#   severity: medium
#   provider: gcp
#   kinds: [database.relational]
#   types: [google_sql_database_instance]
#   needs: [engine, flags]
#   profiles: [strict, cis]
#   rationale: >-
#     A hostile server can ask a client for its files.
#   remediation: >-
#     Set the database flag local_infile to off.
#   controls: ["CIS GCP 4.0 6.1.3", "ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "MYSQL_8_0"
#         settings {
#           tier = "db-custom-2-8192"
#           database_flags {
#             name  = "local_infile"
#             value = "off"
#           }
#         }
#       }
package guardrails.sql_mysql_no_local_infile

deny contains "local_infile is not off" if {
	input.facets.engine == "mysql"
	lower(object.get(input.facets.flags, "local_infile", "off")) != "off"
}
