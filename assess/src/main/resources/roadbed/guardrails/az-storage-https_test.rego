package guardrails.az_storage_https_test

import data.guardrails.az_storage_https

test_passes_when_right if {
	count(az_storage_https.deny) == 0 with input as {"facets": {"transport": {"tls_only": true}}}
}

test_fails_when_wrong if {
	count(az_storage_https.deny) == 1 with input as {"facets": {"transport": {"tls_only": false}}}
}
