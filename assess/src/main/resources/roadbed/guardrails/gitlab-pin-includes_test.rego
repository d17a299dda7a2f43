package guardrails.gitlab_pin_includes_test

import data.guardrails.gitlab_pin_includes

test_passes if {
	count(gitlab_pin_includes.deny) == 0 with input as {"facets": {"system": "gitlab", "includes": {"unpinned": []}}}
}

test_fails if {
	count(gitlab_pin_includes.deny) == 1 with input as {"facets": {"system": "gitlab", "includes": {"unpinned": ["https://example.com/ci.yml"]}}}
}
