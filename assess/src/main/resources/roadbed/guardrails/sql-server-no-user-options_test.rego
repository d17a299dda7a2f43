package guardrails.sql_server_no_user_options_test

import data.guardrails.sql_server_no_user_options

test_passes_by_default if {
	count(sql_server_no_user_options.deny) == 0 with input as {"facets": {"engine": "sqlserver", "flags": {}}}
}

test_fails_when_set if {
	count(sql_server_no_user_options.deny) == 1 with input as {"facets": {"engine": "sqlserver", "flags": {"user options": "512"}}}
}
