package guardrails.k8s_no_hostpath_test

import data.guardrails.k8s_no_hostpath

test_passes_without if {
	count(k8s_no_hostpath.deny) == 0 with input as {"facets": {"host": {"paths": []}}}
}

test_fails_with_a_path if {
	count(k8s_no_hostpath.deny) == 1 with input as {"facets": {"host": {"paths": ["/var/run/docker.sock"]}}}
}
