package guardrails.cloudtrail_enabled_test

import data.guardrails.cloudtrail_enabled

test_passes_when_right if {
	count(cloudtrail_enabled.deny) == 0 with input as {"facets": {"enabled": true}}
}

test_fails_when_wrong if {
	count(cloudtrail_enabled.deny) == 1 with input as {"facets": {"enabled": false}}
}
