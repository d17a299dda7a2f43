package guardrails.az_db_tls_test

import data.guardrails.az_db_tls

test_passes_when_right if {
	count(az_db_tls.deny) == 0 with input as {"facets": {"transport": {"tls_only": true}}}
}

test_fails_when_wrong if {
	count(az_db_tls.deny) == 1 with input as {"facets": {"transport": {"tls_only": false}}}
}
