package guardrails.s3_cmk_test

import data.guardrails.s3_cmk

test_passes_with_a_customer_key if {
	count(s3_cmk.deny) == 0 with input as {"facets": {"encryption": {"customer_key": true}}}
}

test_fails_without_one if {
	count(s3_cmk.deny) == 1 with input as {"facets": {"encryption": {"customer_key": false}}}
}
