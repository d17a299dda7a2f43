package guardrails.k8s_volume_types_test

import data.guardrails.k8s_volume_types

test_passes_on_a_config_map if {
	count(k8s_volume_types.deny) == 0 with input as {"facets": {"volumes": [{"name": "c", "type": "configMap"}]}}
}

test_fails_on_the_node if {
	count(k8s_volume_types.deny) == 1 with input as {"facets": {"volumes": [{"name": "c", "type": "hostPath"}]}}
}
