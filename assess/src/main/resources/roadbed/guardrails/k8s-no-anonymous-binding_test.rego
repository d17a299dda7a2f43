package guardrails.k8s_no_anonymous_binding_test

import data.guardrails.k8s_no_anonymous_binding

test_passes_when_right if {
	count(k8s_no_anonymous_binding.deny) == 0 with input as {"facets": {"public": {"exposed": false}}}
}

test_fails_when_wrong if {
	count(k8s_no_anonymous_binding.deny) == 1 with input as {"facets": {"public": {"exposed": true}}}
}
