package guardrails.k8s_no_hostports_test

import data.guardrails.k8s_no_hostports

test_passes_without if {
	count(k8s_no_hostports.deny) == 0 with input as {"facets": {"host": {"ports": []}}}
}

test_fails_with_one if {
	count(k8s_no_hostports.deny) == 1 with input as {"facets": {"host": {"ports": [80]}}}
}
