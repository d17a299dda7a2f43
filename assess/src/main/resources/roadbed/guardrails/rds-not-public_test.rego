package guardrails.rds_not_public_test

import data.guardrails.rds_not_public

test_passes_when_private if {
	count(rds_not_public.deny) == 0 with input as {"facets": {"public": {"ip": false}}}
}

test_fails_when_public if {
	count(rds_not_public.deny) == 1 with input as {"facets": {"public": {"ip": true}}}
}
