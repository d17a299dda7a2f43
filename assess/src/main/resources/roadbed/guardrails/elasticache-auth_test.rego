package guardrails.elasticache_auth_test

import data.guardrails.elasticache_auth

test_passes_with_users if {
	count(elasticache_auth.deny) == 0 with input as {"facets": {"auth": {"required": true}}}
}

test_fails_without if {
	count(elasticache_auth.deny) == 1 with input as {"facets": {"auth": {"required": false}}}
}
