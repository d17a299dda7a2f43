package guardrails.code_webhook_secret_test

import data.guardrails.code_webhook_secret

test_passes_with_a_secret if {
	count(code_webhook_secret.deny) == 0 with input as {"name": "acme/shop", "facets": {"active": true, "secret": true}}
}

test_fails_without if {
	count(code_webhook_secret.deny) == 1 with input as {"name": "acme/shop", "facets": {"active": true, "secret": false}}
}
