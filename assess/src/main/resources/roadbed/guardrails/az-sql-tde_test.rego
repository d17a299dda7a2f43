package guardrails.az_sql_tde_test

import data.guardrails.az_sql_tde

test_passes_when_right if {
	count(az_sql_tde.deny) == 0 with input as {"facets": {"encryption": {"at_rest": true}}}
}

test_fails_when_wrong if {
	count(az_sql_tde.deny) == 1 with input as {"facets": {"encryption": {"at_rest": false}}}
}
