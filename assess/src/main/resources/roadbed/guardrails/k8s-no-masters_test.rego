package guardrails.k8s_no_masters_test

import data.guardrails.k8s_no_masters

test_passes_with_others if {
	count(k8s_no_masters.deny) == 0 with input as {"facets": {"subjects": [{"kind": "Group", "name": "shop"}]}}
}

test_passes_for_the_clusters_own if {
	count(k8s_no_masters.deny) == 0 with input as {"kind": "k8s.rolebinding", "name": "cluster-admin", "facets": {"subjects": [{"kind": "Group", "name": "system:masters"}]}}
}

test_fails_with_the_group if {
	count(k8s_no_masters.deny) == 1 with input as {"kind": "k8s.rolebinding", "name": "ops", "facets": {"subjects": [{"kind": "Group", "name": "system:masters"}]}}
}
