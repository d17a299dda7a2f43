package guardrails.iam_password_length_test

import data.guardrails.iam_password_length

test_passes_with_enough if {
	count(iam_password_length.deny) == 0 with input as {"facets": {"password": {"minimum_length": 14}}}
}

test_fails_with_less if {
	count(iam_password_length.deny) == 1 with input as {"facets": {"password": {"minimum_length": 13}}}
}
