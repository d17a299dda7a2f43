package guardrails.iam_assume_role_scoped_test

import data.guardrails.iam_assume_role_scoped

test_passes_with_named_principals if {
	count(iam_assume_role_scoped.deny) == 0 with input as {"facets": {"trust": {"any_account": false, "statements": [{"effect": "Allow", "principals": [{"type": "AWS", "id": "arn:aws:iam::123456789012:role/deploy"}, {"type": "Service", "id": "ecs-tasks.amazonaws.com"}]}]}}}
}

test_fails_on_any_principal if {
	count(iam_assume_role_scoped.deny) == 1 with input as {"facets": {"trust": {"any_account": true, "statements": []}}}
}

test_passes_when_an_account_is_denied if {
	count(iam_assume_role_scoped.deny) == 0 with input as {"facets": {"trust": {"any_account": false, "statements": [{"effect": "Deny", "principals": [{"type": "AWS", "id": "123456789012"}]}]}}}
}

test_fails_on_an_account if {
	count(iam_assume_role_scoped.deny) == 1 with input as {"facets": {"trust": {"any_account": false, "statements": [{"effect": "Allow", "principals": [{"type": "AWS", "id": "123456789012"}]}]}}}
}

test_fails_on_the_root_of_an_account if {
	count(iam_assume_role_scoped.deny) == 1 with input as {"facets": {"trust": {"any_account": false, "statements": [{"effect": "Allow", "principals": [{"type": "AWS", "id": "arn:aws:iam::123456789012:root"}]}]}}}
}
