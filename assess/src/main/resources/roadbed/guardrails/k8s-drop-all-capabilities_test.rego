package guardrails.k8s_drop_all_capabilities_test

import data.guardrails.k8s_drop_all_capabilities

test_passes_when_dropped if {
	count(k8s_drop_all_capabilities.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1"}]}}
}

test_fails_when_kept if {
	count(k8s_drop_all_capabilities.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["NET_RAW"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1"}]}}
}
