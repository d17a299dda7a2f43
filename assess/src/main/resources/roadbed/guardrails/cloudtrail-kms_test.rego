package guardrails.cloudtrail_kms_test

import data.guardrails.cloudtrail_kms

test_passes_with_a_key if {
	count(cloudtrail_kms.deny) == 0 with input as {"facets": {"encryption": {"customer_key": true}}}
}

test_fails_without if {
	count(cloudtrail_kms.deny) == 1 with input as {"facets": {"encryption": {"customer_key": false}}}
}
