package guardrails.k8s_baseline_capabilities_test

import data.guardrails.k8s_baseline_capabilities

test_passes_without if {
	count(k8s_baseline_capabilities.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": [], "capabilities_dropped": [], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Default"}]}}
}

test_passes_on_a_default_one if {
	count(k8s_baseline_capabilities.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": ["NET_BIND_SERVICE"], "capabilities_dropped": [], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Default"}]}}
}

test_fails_on_another if {
	count(k8s_baseline_capabilities.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": ["SYS_ADMIN"], "capabilities_dropped": [], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Default"}]}}
}
