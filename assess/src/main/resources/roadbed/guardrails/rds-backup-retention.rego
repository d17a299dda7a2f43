# METADATA
# title: "RDS backup retention set"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.Security.html
# custom:
#   id: rds-backup-retention
#   severity: medium
#   provider: aws
#   kinds: [database.relational]
#   types: [aws_db_instance, aws_rds_cluster]
#   needs: [backup.retention_days]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Without automated backups the last good state is the one somebody happened to export.
#   remediation: >-
#     Set backup_retention_period to at least the recovery objective of the tier.
#   controls: ["ISO 27001:2022 A.8.13"]
#   parameters:
#     - name: days
#       type: integer
#       default: 1
#       description: least number of days that backups are kept
#   examples:
#     terraform: |
#       resource "aws_db_instance" "this" {
#         engine         = "postgres"
#         instance_class = "db.t4g.medium"
#         backup_retention_period = 14
#       }
#     cloudformation: |
#       Type: AWS::RDS::DBInstance
#       Properties:
#         Engine: postgres
#         DBInstanceClass: db.t4g.medium
#         BackupRetentionPeriod: 14
#   fix:
#     - types: [aws_db_instance, aws_rds_cluster]
#       set:
#         backup_retention_period: 7
#     - types: ["AWS::RDS::DBInstance"]
#       set:
#         BackupRetentionPeriod: 7
package guardrails.rds_backup_retention

least := data.parameters["rds-backup-retention"].days

deny contains "automated backups are off" if {
	written
	input.facets.backup.retention_days < 1
}

deny contains message if {
	written
	input.facets.backup.retention_days >= 1
	input.facets.backup.retention_days < least
	message := sprintf("backups are kept for %d days, less than %d", [input.facets.backup.retention_days, least])
}

deny contains "backups cannot be kept for more than 35 days" if {
	written
	input.facets.backup.retention_days > 35
}

# A period that is not written down is left to the service.
written if not "backup.retention_days" in input.facets.defaulted
