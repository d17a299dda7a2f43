package guardrails.gke_authorized_networks_test

import data.guardrails.gke_authorized_networks

test_passes_when_right if {
	count(gke_authorized_networks.deny) == 0 with input as {"facets": {"public": {"restricted": true}}}
}

test_fails_when_wrong if {
	count(gke_authorized_networks.deny) == 1 with input as {"facets": {"public": {"restricted": false}}}
}
