package guardrails.az_aks_authorized_ips_test

import data.guardrails.az_aks_authorized_ips

test_passes_when_right if {
	count(az_aks_authorized_ips.deny) == 0 with input as {"facets": {"public": {"restricted": true}, "private": {"cluster": false}}}
}

test_fails_when_wrong if {
	count(az_aks_authorized_ips.deny) == 1 with input as {"facets": {"public": {"restricted": false}, "private": {"cluster": false}}}
}

test_passes_on_a_private_cluster if {
	count(az_aks_authorized_ips.deny) == 0 with input as {"facets": {"public": {"restricted": false}, "private": {"cluster": true}}}
}
