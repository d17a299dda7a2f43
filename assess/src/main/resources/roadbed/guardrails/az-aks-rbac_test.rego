package guardrails.az_aks_rbac_test

import data.guardrails.az_aks_rbac

test_passes_when_right if {
	count(az_aks_rbac.deny) == 0 with input as {"facets": {"auth": {"rbac": true}}}
}

test_fails_when_wrong if {
	count(az_aks_rbac.deny) == 1 with input as {"facets": {"auth": {"rbac": false}}}
}
