package guardrails.az_kv_no_public_network_test

import data.guardrails.az_kv_no_public_network

test_passes_when_right if {
	count(az_kv_no_public_network.deny) == 0 with input as {"facets": {"public": {"network_access": false}}}
}

test_fails_when_wrong if {
	count(az_kv_no_public_network.deny) == 1 with input as {"facets": {"public": {"network_access": true}}}
}
