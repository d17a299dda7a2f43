package guardrails.redshift_not_public_test

import data.guardrails.redshift_not_public

test_passes_when_right if {
	count(redshift_not_public.deny) == 0 with input as {"facets": {"public": {"network_access": false}}}
}

test_fails_when_wrong if {
	count(redshift_not_public.deny) == 1 with input as {"facets": {"public": {"network_access": true}}}
}
