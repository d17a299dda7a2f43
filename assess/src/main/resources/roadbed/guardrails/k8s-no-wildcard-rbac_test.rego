package guardrails.k8s_no_wildcard_rbac_test

import data.guardrails.k8s_no_wildcard_rbac

test_passes_without if {
	count(k8s_no_wildcard_rbac.deny) == 0 with input as {"facets": {"wildcard": false}}
}

test_fails_with if {
	count(k8s_no_wildcard_rbac.deny) == 1 with input as {"facets": {"wildcard": true}}
}
