# METADATA
# title: "Cloud SQL backups on"
# custom:
#   id: sql-backup
#   severity: medium
#   provider: gcp
#   kinds: [database.relational]
#   needs: [backup.enabled]
#   rationale: >-
#     Without automated backups the last good state is the one somebody happened to export.
#   remediation: >-
#     Set backup_configuration.enabled to true.
#   controls: ["CIS GCP 4.0 6.7", "ISO 27001:2022 A.8.13"]
package guardrails.sql_backup

deny contains "automated backups are off" if input.facets.backup.enabled == false
