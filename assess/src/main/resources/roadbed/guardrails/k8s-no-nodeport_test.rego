package guardrails.k8s_no_nodeport_test

import data.guardrails.k8s_no_nodeport

test_passes_when_right if {
	count(k8s_no_nodeport.deny) == 0 with input as {"facets": {"service_type": "ClusterIP"}}
}

test_fails_when_wrong if {
	count(k8s_no_nodeport.deny) == 1 with input as {"facets": {"service_type": "NodePort"}}
}
