package guardrails.gke_private_nodes_test

import data.guardrails.gke_private_nodes

test_passes_when_right if {
	count(gke_private_nodes.deny) == 0 with input as {"facets": {"private": {"nodes": true}}}
}

test_fails_when_wrong if {
	count(gke_private_nodes.deny) == 1 with input as {"facets": {"private": {"nodes": false}}}
}
