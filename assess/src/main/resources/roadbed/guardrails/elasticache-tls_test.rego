package guardrails.elasticache_tls_test

import data.guardrails.elasticache_tls

test_passes_with_tls if {
	count(elasticache_tls.deny) == 0 with input as {"facets": {"transport": {"tls_only": true}}}
}

test_fails_without if {
	count(elasticache_tls.deny) == 1 with input as {"facets": {"transport": {"tls_only": false}}}
}
