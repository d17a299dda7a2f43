package guardrails.rds_backup_retention_test

import data.guardrails.rds_backup_retention

test_passes_with_backups if {
	count(rds_backup_retention.deny) == 0 with input as {"facets": {"defaulted": [], "backup": {"retention_days": 35}}}
}

test_passes_where_the_service_decides if {
	count(rds_backup_retention.deny) == 0 with input as {"facets": {"defaulted": ["backup.retention_days"], "backup": {"retention_days": 0}}}
}

test_fails_without if {
	count(rds_backup_retention.deny) == 1 with input as {"facets": {"defaulted": [], "backup": {"retention_days": 0}}}
}

test_fails_on_a_period_that_there_is_not if {
	count(rds_backup_retention.deny) == 1 with input as {"facets": {"defaulted": [], "backup": {"retention_days": 36}}}
}

test_a_longer_time_can_be_asked_for if {
	kept := {"facets": {"backup": {"retention_days": 7}, "defaulted": []}}
	count(rds_backup_retention.deny) == 0 with input as kept
	count(rds_backup_retention.deny) == 1 with input as kept with data.parameters["rds-backup-retention"].days as 14
}
