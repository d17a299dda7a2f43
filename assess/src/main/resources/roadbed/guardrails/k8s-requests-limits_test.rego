package guardrails.k8s_requests_limits_test

import data.guardrails.k8s_requests_limits

test_passes_with_all if {
	count(k8s_requests_limits.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1"}]}}
}

test_fails_without_a_limit if {
	count(k8s_requests_limits.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": false, "memory_request": true, "memory_limit": true, "image_tag": "1"}]}}
}
