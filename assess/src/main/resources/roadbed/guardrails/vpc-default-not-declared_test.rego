package guardrails.vpc_default_not_declared_test

import data.guardrails.vpc_default_not_declared

test_passes_when_right if {
	count(vpc_default_not_declared.deny) == 0 with input as {"facets": {"default": false}}
}

test_fails_when_wrong if {
	count(vpc_default_not_declared.deny) == 1 with input as {"facets": {"default": true}}
}
