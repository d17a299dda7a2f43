package guardrails.rds_multi_az_test

import data.guardrails.rds_multi_az

test_passes_when_right if {
	count(rds_multi_az.deny) == 0 with input as {"facets": {"multi_zone": true}}
}

test_fails_when_wrong if {
	count(rds_multi_az.deny) == 1 with input as {"facets": {"multi_zone": false}}
}
