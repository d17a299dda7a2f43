package guardrails.rds_deletion_protection_test

import data.guardrails.rds_deletion_protection

test_passes_when_on if {
	count(rds_deletion_protection.deny) == 0 with input as {"facets": {"deletion_protection": {"enabled": true}}}
}

test_fails_when_off if {
	count(rds_deletion_protection.deny) == 1 with input as {"facets": {"deletion_protection": {"enabled": false}}}
}
