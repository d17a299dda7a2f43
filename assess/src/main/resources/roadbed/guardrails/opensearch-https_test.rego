package guardrails.opensearch_https_test

import data.guardrails.opensearch_https

test_passes_when_right if {
	count(opensearch_https.deny) == 0 with input as {"facets": {"transport": {"endpoint_options": true, "tls_only": true}}}
}

test_fails_when_wrong if {
	count(opensearch_https.deny) == 1 with input as {"facets": {"transport": {"endpoint_options": true, "tls_only": false}}}
}

test_passes_where_the_service_decides if {
	count(opensearch_https.deny) == 0 with input as {"facets": {"transport": {"endpoint_options": false, "tls_only": false}}}
}
