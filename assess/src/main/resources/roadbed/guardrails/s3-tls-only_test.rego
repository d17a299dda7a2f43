package guardrails.s3_tls_only_test

import data.guardrails.s3_tls_only

test_passes_when_plain_http_is_denied if {
	count(s3_tls_only.deny) == 0 with input as {"facets": {"transport": {"tls_only": true}}}
}

test_fails_when_it_is_not if {
	count(s3_tls_only.deny) == 1 with input as {"facets": {"transport": {"tls_only": false}}}
}
