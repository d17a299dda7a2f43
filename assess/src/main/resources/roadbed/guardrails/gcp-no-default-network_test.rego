package guardrails.gcp_no_default_network_test

import data.guardrails.gcp_no_default_network

test_passes_when_right if {
	count(gcp_no_default_network.deny) == 0 with input as {"facets": {"default_network": false}}
}

test_fails_when_wrong if {
	count(gcp_no_default_network.deny) == 1 with input as {"facets": {"default_network": true}}
}
