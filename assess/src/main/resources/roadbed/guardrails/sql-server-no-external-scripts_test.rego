package guardrails.sql_server_no_external_scripts_test

import data.guardrails.sql_server_no_external_scripts

test_passes_when_off if {
	count(sql_server_no_external_scripts.deny) == 0 with input as {"facets": {"engine": "sqlserver", "flags": {"external scripts enabled": "off"}}}
}

test_passes_on_another_engine if {
	count(sql_server_no_external_scripts.deny) == 0 with input as {"facets": {"engine": "other", "flags": {}}}
}

test_fails_when_not if {
	count(sql_server_no_external_scripts.deny) == 1 with input as {"facets": {"engine": "sqlserver", "flags": {"external scripts enabled": "on"}}}
}
