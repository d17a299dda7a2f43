package guardrails.az_sql_no_public_test

import data.guardrails.az_sql_no_public

test_passes_when_right if {
	count(az_sql_no_public.deny) == 0 with input as {"facets": {"public": {"network_access": false}}}
}

test_fails_when_wrong if {
	count(az_sql_no_public.deny) == 1 with input as {"facets": {"public": {"network_access": true}}}
}
