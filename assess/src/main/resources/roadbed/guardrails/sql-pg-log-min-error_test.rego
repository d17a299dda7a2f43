package guardrails.sql_pg_log_min_error_test

import data.guardrails.sql_pg_log_min_error

test_passes_by_default if {
	count(sql_pg_log_min_error.deny) == 0 with input as {"facets": {"engine": "postgres", "flags": {}}}
}

test_passes_with_warning if {
	count(sql_pg_log_min_error.deny) == 0 with input as {"facets": {"engine": "postgres", "flags": {"log_min_error_statement": "warning"}}}
}

test_fails_with_panic if {
	count(sql_pg_log_min_error.deny) == 1 with input as {"facets": {"engine": "postgres", "flags": {"log_min_error_statement": "panic"}}}
}
