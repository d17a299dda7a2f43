package guardrails.sns_not_public_test

import data.guardrails.sns_not_public

test_passes_when_right if {
	count(sns_not_public.deny) == 0 with input as {"facets": {"public": {"policy": false}}}
}

test_fails_when_wrong if {
	count(sns_not_public.deny) == 1 with input as {"facets": {"public": {"policy": true}}}
}
