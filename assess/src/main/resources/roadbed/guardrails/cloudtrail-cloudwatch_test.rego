package guardrails.cloudtrail_cloudwatch_test

import data.guardrails.cloudtrail_cloudwatch

test_passes_when_right if {
	count(cloudtrail_cloudwatch.deny) == 0 with input as {"facets": {"cloudwatch": true}}
}

test_fails_when_wrong if {
	count(cloudtrail_cloudwatch.deny) == 1 with input as {"facets": {"cloudwatch": false}}
}
