package guardrails.iam_password_reuse_test

import data.guardrails.iam_password_reuse

test_passes_with_enough if {
	count(iam_password_reuse.deny) == 0 with input as {"facets": {"password": {"reuse_prevention": 24}}}
}

test_fails_with_less if {
	count(iam_password_reuse.deny) == 1 with input as {"facets": {"password": {"reuse_prevention": 23}}}
}
