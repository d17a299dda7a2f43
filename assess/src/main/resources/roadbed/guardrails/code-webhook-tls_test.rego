package guardrails.code_webhook_tls_test

import data.guardrails.code_webhook_tls

test_passes_with_https if {
	count(code_webhook_tls.deny) == 0 with input as {"name": "acme/shop", "facets": {"active": true, "transport": {"tls_only": true}}}
}

test_passes_when_off if {
	count(code_webhook_tls.deny) == 0 with input as {"name": "acme/shop", "facets": {"active": false, "transport": {"tls_only": false}}}
}

test_fails_without if {
	count(code_webhook_tls.deny) == 1 with input as {"name": "acme/shop", "facets": {"active": true, "transport": {"tls_only": false}}}
}
