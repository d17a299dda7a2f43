package guardrails.sqs_not_public_test

import data.guardrails.sqs_not_public

test_passes_when_right if {
	count(sqs_not_public.deny) == 0 with input as {"facets": {"public": {"policy": false}}}
}

test_fails_when_wrong if {
	count(sqs_not_public.deny) == 1 with input as {"facets": {"public": {"policy": true}}}
}
