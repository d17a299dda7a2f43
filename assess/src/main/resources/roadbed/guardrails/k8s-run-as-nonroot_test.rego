package guardrails.k8s_run_as_nonroot_test

import data.guardrails.k8s_run_as_nonroot

test_passes_as_non_root if {
	count(k8s_run_as_nonroot.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1"}]}}
}

test_fails_as_root if {
	count(k8s_run_as_nonroot.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": false, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1"}]}}
}

test_passes_as_a_user_that_is_not_root if {
	count(k8s_run_as_nonroot.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "run_as_non_root": false, "run_as_user": 1000}]}}
}

test_looks_at_the_containers_that_it_is_told_to if {
	pod := {"facets": {"containers": [{"name": "first", "role": "init", "run_as_non_root": false}]}}
	count(k8s_run_as_nonroot.deny) == 1 with input as pod
	count(k8s_run_as_nonroot.deny) == 0 with input as pod with data.parameters["k8s-run-as-nonroot"].roles as ["container"]
}

test_fails_where_no_container_is_described if {
	count(k8s_run_as_nonroot.deny) == 1 with input as {"facets": {"containers": []}}
}
