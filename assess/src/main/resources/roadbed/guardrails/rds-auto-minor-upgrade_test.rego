package guardrails.rds_auto_minor_upgrade_test

import data.guardrails.rds_auto_minor_upgrade

test_passes_when_right if {
	count(rds_auto_minor_upgrade.deny) == 0 with input as {"facets": {"auto_minor_upgrade": true}}
}

test_fails_when_wrong if {
	count(rds_auto_minor_upgrade.deny) == 1 with input as {"facets": {"auto_minor_upgrade": false}}
}
