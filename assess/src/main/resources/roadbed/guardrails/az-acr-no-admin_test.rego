package guardrails.az_acr_no_admin_test

import data.guardrails.az_acr_no_admin

test_passes_when_right if {
	count(az_acr_no_admin.deny) == 0 with input as {"facets": {"auth": {"admin": false}}}
}

test_fails_when_wrong if {
	count(az_acr_no_admin.deny) == 1 with input as {"facets": {"auth": {"admin": true}}}
}
