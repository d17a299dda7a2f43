package guardrails.gha_no_untrusted_checkout_test

import data.guardrails.gha_no_untrusted_checkout

test_passes if {
	count(gha_no_untrusted_checkout.deny) == 0 with input as {"facets": {"system": "github", "untrusted_checkout": false}}
}

test_fails if {
	count(gha_no_untrusted_checkout.deny) == 1 with input as {"facets": {"system": "github", "untrusted_checkout": true}}
}
