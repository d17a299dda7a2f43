package guardrails.gha_pin_actions_test

import data.guardrails.gha_pin_actions

test_passes if {
	count(gha_pin_actions.deny) == 0 with input as {"facets": {"system": "github", "actions": {"unpinned": []}}}
}

test_fails if {
	count(gha_pin_actions.deny) == 1 with input as {"facets": {"system": "github", "actions": {"unpinned": ["actions/checkout@v4"]}}}
}
