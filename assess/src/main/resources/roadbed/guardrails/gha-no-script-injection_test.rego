package guardrails.gha_no_script_injection_test

import data.guardrails.gha_no_script_injection

test_passes if {
	count(gha_no_script_injection.deny) == 0 with input as {"facets": {"system": "github", "injections": []}}
}

test_fails if {
	count(gha_no_script_injection.deny) == 1 with input as {"facets": {"system": "github", "injections": ["github.event.issue.title"]}}
}
