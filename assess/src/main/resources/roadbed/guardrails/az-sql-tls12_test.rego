package guardrails.az_sql_tls12_test

import data.guardrails.az_sql_tls12

test_passes_on_1_2 if {
	count(az_sql_tls12.deny) == 0 with input as {"facets": {"transport": {"min_version": "1.2"}}}
}

test_fails_on_1_0 if {
	count(az_sql_tls12.deny) == 1 with input as {"facets": {"transport": {"min_version": "1.0"}}}
}
