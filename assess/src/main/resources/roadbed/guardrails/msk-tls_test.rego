package guardrails.msk_tls_test

import data.guardrails.msk_tls

test_passes_with_tls if {
	count(msk_tls.deny) == 0 with input as {"facets": {"transport": {"tls_only": true}}}
}

test_fails_without if {
	count(msk_tls.deny) == 1 with input as {"facets": {"transport": {"tls_only": false}}}
}
