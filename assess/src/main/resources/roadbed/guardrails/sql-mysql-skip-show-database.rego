# METADATA
# title: "MySQL hides its databases"
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/best-practices
# custom:
#   id: sql-mysql-skip-show-database
#   severity: low
#   provider: gcp
#   kinds: [database.relational]
#   types: [google_sql_database_instance]
#   needs: [engine, flags]
#   profiles: [strict, cis]
#   rationale: >-
#     Names of databases tell an attacker where to look.
#   remediation: >-
#     Set the database flag skip_show_database to on.
#   controls: ["CIS GCP 4.0 6.1.2", "ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "MYSQL_8_0"
#         settings {
#           tier = "db-custom-2-8192"
#           database_flags {
#             name  = "skip_show_database"
#             value = "on"
#           }
#         }
#       }
package guardrails.sql_mysql_skip_show_database

deny contains "skip_show_database is not on" if {
	input.facets.engine == "mysql"
	lower(object.get(input.facets.flags, "skip_show_database", "off")) != "on"
}
