package guardrails.code_stale_reviews_test

import data.guardrails.code_stale_reviews

test_passes_when_dismissed if {
	count(code_stale_reviews.deny) == 0 with input as {"name": "acme/shop", "facets": {"enforced": true, "branches": ["main"], "reviews": {"required": 1, "dismiss_stale": true}, "checks": {"required": true}, "admins": true, "force_push": false, "deletion": false, "signed": true}}
}

test_passes_without_reviews if {
	count(code_stale_reviews.deny) == 0 with input as {"name": "acme/shop", "facets": {"enforced": true, "branches": ["main"], "reviews": {"required": 0, "dismiss_stale": false}, "checks": {"required": true}, "admins": true, "force_push": false, "deletion": false, "signed": true}}
}

test_fails_when_they_stay if {
	count(code_stale_reviews.deny) == 1 with input as {"name": "acme/shop", "facets": {"enforced": true, "branches": ["main"], "reviews": {"required": 1, "dismiss_stale": false}, "checks": {"required": true}, "admins": true, "force_push": false, "deletion": false, "signed": true}}
}
