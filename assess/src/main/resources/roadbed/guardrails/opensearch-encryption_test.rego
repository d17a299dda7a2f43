package guardrails.opensearch_encryption_test

import data.guardrails.opensearch_encryption

test_passes_when_right if {
	count(opensearch_encryption.deny) == 0 with input as {"facets": {"encryption": {"at_rest": true}}}
}

test_fails_when_wrong if {
	count(opensearch_encryption.deny) == 1 with input as {"facets": {"encryption": {"at_rest": false}}}
}
