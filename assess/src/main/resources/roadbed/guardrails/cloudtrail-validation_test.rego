package guardrails.cloudtrail_validation_test

import data.guardrails.cloudtrail_validation

test_passes_when_right if {
	count(cloudtrail_validation.deny) == 0 with input as {"facets": {"validation": true}}
}

test_fails_when_wrong if {
	count(cloudtrail_validation.deny) == 1 with input as {"facets": {"validation": false}}
}
