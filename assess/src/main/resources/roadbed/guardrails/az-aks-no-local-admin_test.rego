package guardrails.az_aks_no_local_admin_test

import data.guardrails.az_aks_no_local_admin

test_passes_when_right if {
	count(az_aks_no_local_admin.deny) == 0 with input as {"facets": {"auth": {"local_accounts": false}}}
}

test_fails_when_wrong if {
	count(az_aks_no_local_admin.deny) == 1 with input as {"facets": {"auth": {"local_accounts": true}}}
}
