package guardrails.sql_mysql_no_local_infile_test

import data.guardrails.sql_mysql_no_local_infile

test_passes_when_off if {
	count(sql_mysql_no_local_infile.deny) == 0 with input as {"facets": {"engine": "mysql", "flags": {"local_infile": "off"}}}
}

test_passes_on_another_engine if {
	count(sql_mysql_no_local_infile.deny) == 0 with input as {"facets": {"engine": "other", "flags": {}}}
}

test_fails_when_not if {
	count(sql_mysql_no_local_infile.deny) == 1 with input as {"facets": {"engine": "mysql", "flags": {"local_infile": "on"}}}
}
