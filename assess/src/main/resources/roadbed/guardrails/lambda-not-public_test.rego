package guardrails.lambda_not_public_test

import data.guardrails.lambda_not_public

test_passes_when_right if {
	count(lambda_not_public.deny) == 0 with input as {"facets": {"policy": {"statements": [{"effect": "Allow", "any_principal": false}]}}}
}

test_fails_when_wrong if {
	count(lambda_not_public.deny) == 1 with input as {"facets": {"policy": {"statements": [{"effect": "Allow", "any_principal": true}]}}}
}
