package guardrails.opensearch_node_to_node_test

import data.guardrails.opensearch_node_to_node

test_passes_when_right if {
	count(opensearch_node_to_node.deny) == 0 with input as {"facets": {"encryption": {"node_to_node": true}}}
}

test_fails_when_wrong if {
	count(opensearch_node_to_node.deny) == 1 with input as {"facets": {"encryption": {"node_to_node": false}}}
}
