package guardrails.sql_backup_test

import data.guardrails.sql_backup

test_passes_when_right if {
	count(sql_backup.deny) == 0 with input as {"facets": {"backup": {"enabled": true}}}
}

test_fails_when_wrong if {
	count(sql_backup.deny) == 1 with input as {"facets": {"backup": {"enabled": false}}}
}
