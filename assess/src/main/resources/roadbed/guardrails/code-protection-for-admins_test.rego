package guardrails.code_protection_for_admins_test

import data.guardrails.code_protection_for_admins

test_passes_when_it_holds_for_all if {
	count(code_protection_for_admins.deny) == 0 with input as {"name": "acme/shop", "facets": {"enforced": true, "branches": ["main"], "reviews": {"required": 1, "dismiss_stale": true}, "checks": {"required": true}, "admins": true, "force_push": false, "deletion": false, "signed": true}}
}

test_passes_when_not_enforced if {
	count(code_protection_for_admins.deny) == 0 with input as {"name": "acme/shop", "facets": {"enforced": false, "branches": ["main"], "reviews": {"required": 1, "dismiss_stale": true}, "checks": {"required": true}, "admins": false, "force_push": false, "deletion": false, "signed": true}}
}

test_fails_when_not if {
	count(code_protection_for_admins.deny) == 1 with input as {"name": "acme/shop", "facets": {"enforced": true, "branches": ["main"], "reviews": {"required": 1, "dismiss_stale": true}, "checks": {"required": true}, "admins": false, "force_push": false, "deletion": false, "signed": true}}
}
