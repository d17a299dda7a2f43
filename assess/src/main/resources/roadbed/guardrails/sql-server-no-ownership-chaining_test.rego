package guardrails.sql_server_no_ownership_chaining_test

import data.guardrails.sql_server_no_ownership_chaining

test_passes_when_off if {
	count(sql_server_no_ownership_chaining.deny) == 0 with input as {"facets": {"engine": "sqlserver", "flags": {"cross db ownership chaining": "off"}}}
}

test_passes_on_another_engine if {
	count(sql_server_no_ownership_chaining.deny) == 0 with input as {"facets": {"engine": "other", "flags": {}}}
}

test_fails_when_not if {
	count(sql_server_no_ownership_chaining.deny) == 1 with input as {"facets": {"engine": "sqlserver", "flags": {"cross db ownership chaining": "on"}}}
}
