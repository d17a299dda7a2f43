package guardrails.k8s_seccomp_test

import data.guardrails.k8s_seccomp

test_passes_with_a_profile if {
	count(k8s_seccomp.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1", "seccomp": "RuntimeDefault"}]}}
}

test_fails_without if {
	count(k8s_seccomp.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1"}]}}
}

test_looks_at_the_containers_that_it_is_told_to if {
	pod := {"facets": {"containers": [{"name": "first", "role": "init", "seccomp": "Unconfined"}]}}
	count(k8s_seccomp.deny) == 1 with input as pod
	count(k8s_seccomp.deny) == 0 with input as pod with data.parameters["k8s-seccomp"].roles as ["container"]
}

test_fails_where_no_container_is_described if {
	count(k8s_seccomp.deny) == 1 with input as {"facets": {"containers": []}}
}
