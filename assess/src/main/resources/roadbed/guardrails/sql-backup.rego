# METADATA
# title: "Cloud SQL backups on"
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/best-practices
# custom:
#   id: sql-backup
#   severity: medium
#   provider: gcp
#   kinds: [database.relational]
#   needs: [backup.enabled]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Without automated backups the last good state is the one somebody happened to export.
#   remediation: >-
#     Set backup_configuration.enabled to true.
#   controls: ["CIS GCP 4.0 6.7", "ISO 27001:2022 A.8.13"]
#   examples:
#     terraform: |
#       resource "google_sql_database_instance" "this" {
#         database_version = "POSTGRES_16"
#         settings {
#           tier = "db-custom-2-8192"
#           backup_configuration {
#             enabled = true
#           }
#         }
#       }
package guardrails.sql_backup

deny contains "automated backups are off" if input.facets.backup.enabled == false
