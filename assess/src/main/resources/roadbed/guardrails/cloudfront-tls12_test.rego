package guardrails.cloudfront_tls12_test

import data.guardrails.cloudfront_tls12

test_passes_on_1_2 if {
	count(cloudfront_tls12.deny) == 0 with input as {"facets": {"transport": {"min_version": "1.2"}}}
}

test_passes_on_1_3 if {
	count(cloudfront_tls12.deny) == 0 with input as {"facets": {"transport": {"min_version": "1.3"}}}
}

test_fails_on_1_0 if {
	count(cloudfront_tls12.deny) == 1 with input as {"facets": {"transport": {"min_version": "1.0"}}}
}
