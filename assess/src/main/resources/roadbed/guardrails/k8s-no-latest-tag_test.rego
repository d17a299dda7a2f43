package guardrails.k8s_no_latest_tag_test

import data.guardrails.k8s_no_latest_tag

test_passes_with_a_version if {
	count(k8s_no_latest_tag.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1"}]}}
}

test_passes_with_a_digest if {
	count(k8s_no_latest_tag.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "image": "r/a@sha256:1", "image_digest": "sha256:1"}]}}
}

test_fails_with_latest if {
	count(k8s_no_latest_tag.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:latest", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "latest"}]}}
}

test_fails_without_a_tag if {
	count(k8s_no_latest_tag.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "image": "r/a"}]}}
}
