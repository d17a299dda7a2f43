package guardrails.sql_server_no_remote_access_test

import data.guardrails.sql_server_no_remote_access

test_passes_when_off if {
	count(sql_server_no_remote_access.deny) == 0 with input as {"facets": {"engine": "sqlserver", "flags": {"remote access": "off"}}}
}

test_passes_on_another_engine if {
	count(sql_server_no_remote_access.deny) == 0 with input as {"facets": {"engine": "other", "flags": {}}}
}

test_fails_when_not if {
	count(sql_server_no_remote_access.deny) == 1 with input as {"facets": {"engine": "sqlserver", "flags": {"remote access": "on"}}}
}
