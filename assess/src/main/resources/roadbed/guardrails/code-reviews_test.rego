package guardrails.code_reviews_test

import data.guardrails.code_reviews

test_passes_with_a_review if {
	count(code_reviews.deny) == 0 with input as {"name": "acme/shop", "facets": {"enforced": true, "branches": ["main"], "reviews": {"required": 1, "dismiss_stale": true}, "checks": {"required": true}, "admins": true, "force_push": false, "deletion": false, "signed": true}}
}

test_passes_when_it_is_about_tags if {
	count(code_reviews.deny) == 0 with input as {"name": "acme/shop", "facets": {"enforced": true, "branches": [], "reviews": {"required": 0, "dismiss_stale": true}, "checks": {"required": true}, "admins": true, "force_push": false, "deletion": false, "signed": true}}
}

test_fails_without if {
	count(code_reviews.deny) == 1 with input as {"name": "acme/shop", "facets": {"enforced": true, "branches": ["main"], "reviews": {"required": 0, "dismiss_stale": true}, "checks": {"required": true}, "admins": true, "force_push": false, "deletion": false, "signed": true}}
}

test_fails_with_fewer_than_are_asked_for if {
	count(code_reviews.deny) == 1 with input as {"facets": {"enforced": true, "branches": ["main"], "reviews": {"required": 1, "dismiss_stale": true}, "checks": {"required": true}, "admins": true, "force_push": false, "deletion": false, "signed": true}} with data.parameters["code-reviews"].approvals as 2
}
