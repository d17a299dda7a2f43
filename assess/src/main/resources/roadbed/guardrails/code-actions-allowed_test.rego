package guardrails.code_actions_allowed_test

import data.guardrails.code_actions_allowed

test_passes_when_selected if {
	count(code_actions_allowed.deny) == 0 with input as {"name": "acme/shop", "facets": {"allowed": "selected"}}
}

test_fails_when_all if {
	count(code_actions_allowed.deny) == 1 with input as {"name": "acme/shop", "facets": {"allowed": "all"}}
}
