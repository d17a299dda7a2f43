package guardrails.az_aks_authorized_ips_test

import data.guardrails.az_aks_authorized_ips

test_passes_when_right if {
	count(az_aks_authorized_ips.deny) == 0 with input as {"facets": {"public": {"restricted": true}}}
}

test_fails_when_wrong if {
	count(az_aks_authorized_ips.deny) == 1 with input as {"facets": {"public": {"restricted": false}}}
}
