package guardrails.code_status_checks_test

import data.guardrails.code_status_checks

test_passes_with_checks if {
	count(code_status_checks.deny) == 0 with input as {"name": "acme/shop", "facets": {"enforced": true, "branches": ["main"], "reviews": {"required": 1, "dismiss_stale": true}, "checks": {"required": true}, "admins": true, "force_push": false, "deletion": false, "signed": true}}
}

test_passes_when_it_is_about_tags if {
	count(code_status_checks.deny) == 0 with input as {"name": "acme/shop", "facets": {"enforced": true, "branches": [], "reviews": {"required": 1, "dismiss_stale": true}, "checks": {"required": false}, "admins": true, "force_push": false, "deletion": false, "signed": true}}
}

test_fails_without if {
	count(code_status_checks.deny) == 1 with input as {"name": "acme/shop", "facets": {"enforced": true, "branches": ["main"], "reviews": {"required": 1, "dismiss_stale": true}, "checks": {"required": false}, "admins": true, "force_push": false, "deletion": false, "signed": true}}
}
