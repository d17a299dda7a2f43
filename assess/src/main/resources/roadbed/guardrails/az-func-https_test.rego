package guardrails.az_func_https_test

import data.guardrails.az_func_https

test_passes_when_https_only if {
	count(az_func_https.deny) == 0 with input as {"facets": {"transport": {"tls_only": true}}}
}

test_passes_when_authentication_requires_it if {
	count(az_func_https.deny) == 0 with input as {"facets": {"transport": {"tls_only": true, "auth_requires_https": true}}}
}

test_fails_on_http if {
	count(az_func_https.deny) == 1 with input as {"facets": {"transport": {"tls_only": false}}}
}

test_fails_when_authentication_does_not if {
	count(az_func_https.deny) == 1 with input as {"facets": {"transport": {"tls_only": true, "auth_requires_https": false}}}
}
