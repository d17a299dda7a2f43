package guardrails.k8s_no_default_namespace_test

import data.guardrails.k8s_no_default_namespace

test_passes_in_its_own if {
	count(k8s_no_default_namespace.deny) == 0 with input as {"facets": {"namespace": "shop"}}
}

test_fails_in_default if {
	count(k8s_no_default_namespace.deny) == 1 with input as {"facets": {"namespace": "default"}}
}

test_passes_on_what_the_cluster_makes_itself if {
	count(k8s_no_default_namespace.deny) == 0 with input as {"kind": "k8s.service", "name": "kubernetes", "facets": {"namespace": "default"}}
}
