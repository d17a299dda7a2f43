package guardrails.sql_mysql_skip_show_database_test

import data.guardrails.sql_mysql_skip_show_database

test_passes_when_on if {
	count(sql_mysql_skip_show_database.deny) == 0 with input as {"facets": {"engine": "mysql", "flags": {"skip_show_database": "on"}}}
}

test_passes_on_another_engine if {
	count(sql_mysql_skip_show_database.deny) == 0 with input as {"facets": {"engine": "other", "flags": {}}}
}

test_fails_when_not if {
	count(sql_mysql_skip_show_database.deny) == 1 with input as {"facets": {"engine": "mysql", "flags": {"skip_show_database": "off"}}}
}
