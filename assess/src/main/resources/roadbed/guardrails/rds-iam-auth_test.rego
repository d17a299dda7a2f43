package guardrails.rds_iam_auth_test

import data.guardrails.rds_iam_auth

test_passes_when_right if {
	count(rds_iam_auth.deny) == 0 with input as {"facets": {"iam_auth": true}}
}

test_fails_when_wrong if {
	count(rds_iam_auth.deny) == 1 with input as {"facets": {"iam_auth": false}}
}
