# METADATA
# title: "RDS backup retention set"
# custom:
#   id: rds-backup-retention
#   severity: medium
#   provider: aws
#   kinds: [database.relational]
#   types: [aws_db_instance, aws_rds_cluster]
#   needs: [backup.retention_days]
#   rationale: >-
#     Without automated backups the last good state is the one somebody happened to export.
#   remediation: >-
#     Set backup_retention_period to at least the recovery objective of the tier.
#   controls: ["ISO 27001:2022 A.8.13"]
package guardrails.rds_backup_retention

deny contains "automated backups are off" if {
	written
	input.facets.backup.retention_days < 1
}

deny contains "backups cannot be kept for more than 35 days" if {
	written
	input.facets.backup.retention_days > 35
}

# A period that is not written down is left to the service.
written if not "backup.retention_days" in input.facets.defaulted
