package guardrails.opensearch_https_test

import data.guardrails.opensearch_https

test_passes_when_right if {
	count(opensearch_https.deny) == 0 with input as {"facets": {"transport": {"tls_only": true}}}
}

test_fails_when_wrong if {
	count(opensearch_https.deny) == 1 with input as {"facets": {"transport": {"tls_only": false}}}
}
