package guardrails.k8s_run_as_nonroot_user_test

import data.guardrails.k8s_run_as_nonroot_user

test_passes_as_another if {
	count(k8s_run_as_nonroot_user.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1", "run_as_user": 1000}]}}
}

test_passes_when_not_said if {
	count(k8s_run_as_nonroot_user.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1"}]}}
}

test_fails_as_root if {
	count(k8s_run_as_nonroot_user.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1", "run_as_user": 0}]}}
}

test_a_high_user_id_can_be_asked_for if {
	app := {"facets": {"containers": [{"name": "app", "role": "container", "run_as_user": 1000}]}}
	count(k8s_run_as_nonroot_user.deny) == 0 with input as app
	count(k8s_run_as_nonroot_user.deny) == 1 with input as app with data.parameters["k8s-run-as-nonroot-user"].minimum_uid as 10000
}

test_a_user_can_be_asked_for_of_those_that_stay if {
	pod := {"facets": {"containers": [{"name": "app", "role": "container", "run_as_user": 1000}, {"name": "first", "role": "init"}]}}
	count(k8s_run_as_nonroot_user.deny) == 1 with input as pod with data.parameters["k8s-run-as-nonroot-user"].required as true
	count(k8s_run_as_nonroot_user.deny) == 0 with input as pod
		with data.parameters["k8s-run-as-nonroot-user"].required as true
		with data.parameters["k8s-run-as-nonroot-user"].roles as ["container"]
	count(k8s_run_as_nonroot_user.deny) == 1 with input as {"facets": {"containers": []}} with data.parameters["k8s-run-as-nonroot-user"].required as true
}
