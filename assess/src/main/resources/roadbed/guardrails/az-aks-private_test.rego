package guardrails.az_aks_private_test

import data.guardrails.az_aks_private

test_passes_when_right if {
	count(az_aks_private.deny) == 0 with input as {"facets": {"private": {"cluster": true}}}
}

test_fails_when_wrong if {
	count(az_aks_private.deny) == 1 with input as {"facets": {"private": {"cluster": false}}}
}
