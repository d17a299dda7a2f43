package guardrails.sql_server_trace_3625_test

import data.guardrails.sql_server_trace_3625

test_passes_when_on if {
	count(sql_server_trace_3625.deny) == 0 with input as {"facets": {"engine": "sqlserver", "flags": {"3625": "on"}}}
}

test_passes_for_others if {
	count(sql_server_trace_3625.deny) == 0 with input as {"facets": {"engine": "postgres", "flags": {}}}
}

test_fails_by_default if {
	count(sql_server_trace_3625.deny) == 1 with input as {"facets": {"engine": "sqlserver", "flags": {}}}
}
