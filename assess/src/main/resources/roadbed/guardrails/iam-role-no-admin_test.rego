package guardrails.iam_role_no_admin_test

import data.guardrails.iam_role_no_admin

test_passes_when_right if {
	count(iam_role_no_admin.deny) == 0 with input as {"facets": {"policy": {"admin": false}}}
}

test_fails_when_wrong if {
	count(iam_role_no_admin.deny) == 1 with input as {"facets": {"policy": {"admin": true}}}
}
