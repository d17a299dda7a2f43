package guardrails.gha_no_self_hosted_for_others_test

import data.guardrails.gha_no_self_hosted_for_others

test_passes if {
	count(gha_no_self_hosted_for_others.deny) == 0 with input as {"facets": {"system": "github", "runner": {"self_hosted": true}, "triggers_by_others": false, "triggers": ["push"]}}
}

test_fails if {
	count(gha_no_self_hosted_for_others.deny) == 1 with input as {"facets": {"system": "github", "runner": {"self_hosted": true}, "triggers_by_others": true, "triggers": ["pull_request"]}}
}
