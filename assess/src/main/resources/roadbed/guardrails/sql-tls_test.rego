package guardrails.sql_tls_test

import data.guardrails.sql_tls

test_passes_when_right if {
	count(sql_tls.deny) == 0 with input as {"facets": {"transport": {"tls_only": true}}}
}

test_fails_when_wrong if {
	count(sql_tls.deny) == 1 with input as {"facets": {"transport": {"tls_only": false}}}
}
