package guardrails.k8s_ro_rootfs_test

import data.guardrails.k8s_ro_rootfs

test_passes_read_only if {
	count(k8s_ro_rootfs.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1"}]}}
}

test_fails_writable if {
	count(k8s_ro_rootfs.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": false, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1"}]}}
}
