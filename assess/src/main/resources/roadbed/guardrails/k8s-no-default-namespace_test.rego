package guardrails.k8s_no_default_namespace_test

import data.guardrails.k8s_no_default_namespace

test_passes_in_its_own if {
	count(k8s_no_default_namespace.deny) == 0 with input as {"facets": {"namespace": "shop"}}
}

test_fails_in_default if {
	count(k8s_no_default_namespace.deny) == 1 with input as {"facets": {"namespace": "default"}}
}
