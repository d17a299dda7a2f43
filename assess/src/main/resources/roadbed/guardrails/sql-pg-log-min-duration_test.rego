package guardrails.sql_pg_log_min_duration_test

import data.guardrails.sql_pg_log_min_duration

test_passes_by_default if {
	count(sql_pg_log_min_duration.deny) == 0 with input as {"facets": {"engine": "postgres", "flags": {}}}
}

test_passes_when_off if {
	count(sql_pg_log_min_duration.deny) == 0 with input as {"facets": {"engine": "postgres", "flags": {"log_min_duration_statement": "-1"}}}
}

test_fails_when_on if {
	count(sql_pg_log_min_duration.deny) == 1 with input as {"facets": {"engine": "postgres", "flags": {"log_min_duration_statement": "250"}}}
}
