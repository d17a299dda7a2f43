package guardrails.dynamodb_cmk_test

import data.guardrails.dynamodb_cmk

test_passes_when_right if {
	count(dynamodb_cmk.deny) == 0 with input as {"facets": {"encryption": {"customer_key": true}}}
}

test_fails_when_wrong if {
	count(dynamodb_cmk.deny) == 1 with input as {"facets": {"encryption": {"customer_key": false}}}
}
