package guardrails.k8s_no_priv_escalation_test

import data.guardrails.k8s_no_priv_escalation

test_passes_when_forbidden if {
	count(k8s_no_priv_escalation.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1"}]}}
}

test_fails_when_allowed if {
	count(k8s_no_priv_escalation.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": true, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1"}]}}
}
