package guardrails.sql_pg_log_connections_test

import data.guardrails.sql_pg_log_connections

test_passes_when_on if {
	count(sql_pg_log_connections.deny) == 0 with input as {"facets": {"engine": "postgres", "flags": {"log_connections": "on"}}}
}

test_passes_on_mysql if {
	count(sql_pg_log_connections.deny) == 0 with input as {"facets": {"engine": "mysql", "flags": {}}}
}

test_fails_when_off if {
	count(sql_pg_log_connections.deny) == 1 with input as {"facets": {"engine": "postgres", "flags": {}}}
}
