package guardrails.rds_backup_retention_test

import data.guardrails.rds_backup_retention

test_passes_with_backups if {
	count(rds_backup_retention.deny) == 0 with input as {"facets": {"backup": {"enabled": true}}}
}

test_fails_without if {
	count(rds_backup_retention.deny) == 1 with input as {"facets": {"backup": {"enabled": false}}}
}
