package guardrails.code_org_two_factor_test

import data.guardrails.code_org_two_factor

test_passes_when_required if {
	count(code_org_two_factor.deny) == 0 with input as {"name": "acme/shop", "facets": {"two_factor": true}}
}

test_fails_when_not if {
	count(code_org_two_factor.deny) == 1 with input as {"name": "acme/shop", "facets": {"two_factor": false}}
}
