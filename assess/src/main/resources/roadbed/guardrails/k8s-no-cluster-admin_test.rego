package guardrails.k8s_no_cluster_admin_test

import data.guardrails.k8s_no_cluster_admin

test_passes_when_right if {
	count(k8s_no_cluster_admin.deny) == 0 with input as {"facets": {"role": "reader"}}
}

test_fails_when_wrong if {
	count(k8s_no_cluster_admin.deny) == 1 with input as {"facets": {"role": "cluster-admin"}}
}
