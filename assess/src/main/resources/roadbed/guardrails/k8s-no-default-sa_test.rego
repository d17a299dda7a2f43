package guardrails.k8s_no_default_sa_test

import data.guardrails.k8s_no_default_sa

test_passes_when_right if {
	count(k8s_no_default_sa.deny) == 0 with input as {"facets": {"service_account": "shop"}}
}

test_fails_when_wrong if {
	count(k8s_no_default_sa.deny) == 1 with input as {"facets": {"service_account": "default"}}
}
