package guardrails.k8s_no_host_namespaces_test

import data.guardrails.k8s_no_host_namespaces

test_passes_without if {
	count(k8s_no_host_namespaces.deny) == 0 with input as {"facets": {"host": {"network": false, "pid": false, "ipc": false}}}
}

test_fails_with_host_network if {
	count(k8s_no_host_namespaces.deny) == 1 with input as {"facets": {"host": {"network": true, "pid": false, "ipc": false}}}
}
