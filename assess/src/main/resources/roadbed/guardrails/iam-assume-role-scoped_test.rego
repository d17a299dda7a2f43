package guardrails.iam_assume_role_scoped_test

import data.guardrails.iam_assume_role_scoped

test_passes_with_named_principals if {
	count(iam_assume_role_scoped.deny) == 0 with input as {"facets": {"trust": {"any_account": false}}}
}

test_fails_on_any_principal if {
	count(iam_assume_role_scoped.deny) == 1 with input as {"facets": {"trust": {"any_account": true}}}
}
