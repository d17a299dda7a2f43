package guardrails.elasticache_encryption_test

import data.guardrails.elasticache_encryption

test_passes_when_encrypted if {
	count(elasticache_encryption.deny) == 0 with input as {"facets": {"encryption": {"at_rest": true}}}
}

test_fails_when_not if {
	count(elasticache_encryption.deny) == 1 with input as {"facets": {"encryption": {"at_rest": false}}}
}
