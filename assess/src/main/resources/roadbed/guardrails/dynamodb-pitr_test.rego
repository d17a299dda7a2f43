package guardrails.dynamodb_pitr_test

import data.guardrails.dynamodb_pitr

test_passes_when_right if {
	count(dynamodb_pitr.deny) == 0 with input as {"facets": {"backup": {"point_in_time": true}}}
}

test_fails_when_wrong if {
	count(dynamodb_pitr.deny) == 1 with input as {"facets": {"backup": {"point_in_time": false}}}
}
