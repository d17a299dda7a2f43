package guardrails.az_redis_tls_test

import data.guardrails.az_redis_tls

test_passes_with_tls if {
	count(az_redis_tls.deny) == 0 with input as {"facets": {"transport": {"tls_only": true, "min_version": "1.2"}}}
}

test_fails_with_the_open_port if {
	count(az_redis_tls.deny) == 1 with input as {"facets": {"transport": {"tls_only": false}}}
}

test_fails_with_an_old_version if {
	count(az_redis_tls.deny) == 1 with input as {"facets": {"transport": {"tls_only": true, "min_version": "1.0"}}}
}
