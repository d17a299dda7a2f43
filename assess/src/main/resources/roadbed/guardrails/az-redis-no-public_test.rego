package guardrails.az_redis_no_public_test

import data.guardrails.az_redis_no_public

test_passes_when_private if {
	count(az_redis_no_public.deny) == 0 with input as {"facets": {"public": {"exposed": false}}}
}

test_fails_when_open if {
	count(az_redis_no_public.deny) == 1 with input as {"facets": {"public": {"exposed": true}}}
}
