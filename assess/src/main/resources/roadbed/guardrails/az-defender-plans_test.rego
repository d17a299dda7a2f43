package guardrails.az_defender_plans_test

import data.guardrails.az_defender_plans

test_passes_when_right if {
	count(az_defender_plans.deny) == 0 with input as {"facets": {"enabled": true}}
}

test_fails_when_wrong if {
	count(az_defender_plans.deny) == 1 with input as {"facets": {"enabled": false}}
}
