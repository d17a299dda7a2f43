package guardrails.az_sql_ad_admin_test

import data.guardrails.az_sql_ad_admin

test_passes_when_right if {
	count(az_sql_ad_admin.deny) == 0 with input as {"facets": {"iam_auth": true}}
}

test_fails_when_wrong if {
	count(az_sql_ad_admin.deny) == 1 with input as {"facets": {"iam_auth": false}}
}
