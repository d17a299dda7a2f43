package guardrails.gke_shielded_nodes_test

import data.guardrails.gke_shielded_nodes

test_passes_when_right if {
	count(gke_shielded_nodes.deny) == 0 with input as {"facets": {"nodes": {"shielded": true}}}
}

test_fails_when_wrong if {
	count(gke_shielded_nodes.deny) == 1 with input as {"facets": {"nodes": {"shielded": false}}}
}
