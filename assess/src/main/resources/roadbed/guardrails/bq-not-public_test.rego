package guardrails.bq_not_public_test

import data.guardrails.bq_not_public

test_passes_when_right if {
	count(bq_not_public.deny) == 0 with input as {"facets": {"public": {"exposed": false}}}
}

test_fails_when_wrong if {
	count(bq_not_public.deny) == 1 with input as {"facets": {"public": {"exposed": true}}}
}
