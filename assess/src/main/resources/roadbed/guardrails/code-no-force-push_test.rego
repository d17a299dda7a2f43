package guardrails.code_no_force_push_test

import data.guardrails.code_no_force_push

test_passes_when_forbidden if {
	count(code_no_force_push.deny) == 0 with input as {"name": "acme/shop", "facets": {"enforced": true, "branches": ["main"], "reviews": {"required": 1, "dismiss_stale": true}, "checks": {"required": true}, "admins": true, "force_push": false, "deletion": false, "signed": true}}
}

test_passes_when_not_enforced if {
	count(code_no_force_push.deny) == 0 with input as {"name": "acme/shop", "facets": {"enforced": false, "branches": ["main"], "reviews": {"required": 1, "dismiss_stale": true}, "checks": {"required": true}, "admins": true, "force_push": true, "deletion": false, "signed": true}}
}

test_fails_when_allowed if {
	count(code_no_force_push.deny) == 1 with input as {"name": "acme/shop", "facets": {"enforced": true, "branches": ["main"], "reviews": {"required": 1, "dismiss_stale": true}, "checks": {"required": true}, "admins": true, "force_push": true, "deletion": false, "signed": true}}
}
