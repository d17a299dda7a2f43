package guardrails.az_aks_network_policy_test

import data.guardrails.az_aks_network_policy

test_passes_when_right if {
	count(az_aks_network_policy.deny) == 0 with input as {"facets": {"network_policy": true}}
}

test_fails_when_wrong if {
	count(az_aks_network_policy.deny) == 1 with input as {"facets": {"network_policy": false}}
}
