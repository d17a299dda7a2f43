package guardrails.sql_no_open_network_test

import data.guardrails.sql_no_open_network

test_passes_when_narrow if {
	count(sql_no_open_network.deny) == 0 with input as {"facets": {"public": {"exposed": false}}}
}

test_fails_when_open if {
	count(sql_no_open_network.deny) == 1 with input as {"facets": {"public": {"exposed": true}}}
}
