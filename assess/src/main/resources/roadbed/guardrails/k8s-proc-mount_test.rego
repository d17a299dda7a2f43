package guardrails.k8s_proc_mount_test

import data.guardrails.k8s_proc_mount

test_passes_by_default if {
	count(k8s_proc_mount.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": [], "capabilities_dropped": [], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Default"}]}}
}

test_fails_unmasked if {
	count(k8s_proc_mount.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": [], "capabilities_dropped": [], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Unmasked"}]}}
}
