package guardrails.sql_pg_log_disconnections_test

import data.guardrails.sql_pg_log_disconnections

test_passes_when_on if {
	count(sql_pg_log_disconnections.deny) == 0 with input as {"facets": {"engine": "postgres", "flags": {"log_disconnections": "on"}}}
}

test_passes_on_another_engine if {
	count(sql_pg_log_disconnections.deny) == 0 with input as {"facets": {"engine": "other", "flags": {}}}
}

test_fails_when_not if {
	count(sql_pg_log_disconnections.deny) == 1 with input as {"facets": {"engine": "postgres", "flags": {"log_disconnections": "off"}}}
}
