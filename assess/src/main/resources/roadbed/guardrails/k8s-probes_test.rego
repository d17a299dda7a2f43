package guardrails.k8s_probes_test

import data.guardrails.k8s_probes

test_passes_with_both if {
	count(k8s_probes.deny) == 0 with input as {"facets": {"workload_kind": "Deployment", "containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1", "liveness_probe": true, "readiness_probe": true}]}}
}

test_passes_on_a_job if {
	count(k8s_probes.deny) == 0 with input as {"facets": {"workload_kind": "Job", "containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1", "liveness_probe": false, "readiness_probe": false}]}}
}

test_fails_without if {
	count(k8s_probes.deny) == 1 with input as {"facets": {"workload_kind": "Deployment", "containers": [{"name": "app", "role": "container", "image": "r/a:1", "privileged": false, "privilege_escalation": false, "run_as_non_root": true, "read_only_root": true, "capabilities_added": [], "capabilities_dropped": ["ALL"], "cpu_request": true, "cpu_limit": true, "memory_request": true, "memory_limit": true, "image_tag": "1", "liveness_probe": false, "readiness_probe": true}]}}
}

test_passes_on_a_pod_of_a_job if {
	count(k8s_probes.deny) == 0 with input as {"facets": {"workload_kind": "Pod", "owned_by": ["Job"], "containers": [{"name": "app", "role": "container", "liveness_probe": false, "readiness_probe": false}]}}
}
