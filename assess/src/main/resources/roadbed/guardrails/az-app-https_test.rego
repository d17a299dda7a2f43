package guardrails.az_app_https_test

import data.guardrails.az_app_https

test_passes_when_https_only if {
	count(az_app_https.deny) == 0 with input as {"facets": {"transport": {"tls_only": true}}}
}

test_fails_on_http if {
	count(az_app_https.deny) == 1 with input as {"facets": {"transport": {"tls_only": false}}}
}
