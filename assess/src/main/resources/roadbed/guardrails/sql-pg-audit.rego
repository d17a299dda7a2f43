# METADATA
# title: "PostgreSQL audits statements"
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/best-practices
# custom:
#   id: sql-pg-audit
#   severity: low
#   provider: gcp
#   kinds: [database.relational]
#   types: [google_sql_database_instance]
#   needs: [engine, flags]
#   profiles: [strict, cis]
#   rationale: >-
#     pgAudit says who read what.
#   remediation: >-
#     Set the database flag cloudsql.enable_pgaudit to on.
#   controls: ["CIS GCP 4.0 6.2.8", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "POSTGRES_16"
#         settings {
#           tier = "db-custom-2-8192"
#           database_flags {
#             name  = "cloudsql.enable_pgaudit"
#             value = "on"
#           }
#         }
#       }
package guardrails.sql_pg_audit

deny contains "cloudsql.enable_pgaudit is not on" if {
	input.facets.engine == "postgres"
	lower(object.get(input.facets.flags, "cloudsql.enable_pgaudit", "off")) != "on"
}
