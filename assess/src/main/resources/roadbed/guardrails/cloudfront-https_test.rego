package guardrails.cloudfront_https_test

import data.guardrails.cloudfront_https

test_passes_when_right if {
	count(cloudfront_https.deny) == 0 with input as {"facets": {"transport": {"tls_only": true}}}
}

test_fails_when_wrong if {
	count(cloudfront_https.deny) == 1 with input as {"facets": {"transport": {"tls_only": false}}}
}
