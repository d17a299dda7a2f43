package guardrails.k8s_drop_net_raw_test

import data.guardrails.k8s_drop_net_raw

test_passes_when_dropped if {
	count(k8s_drop_net_raw.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": [], "capabilities_dropped": ["NET_RAW"], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Default"}]}}
}

test_passes_when_all_are if {
	count(k8s_drop_net_raw.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": [], "capabilities_dropped": ["ALL"], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Default"}]}}
}

test_fails_when_kept if {
	count(k8s_drop_net_raw.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": [], "capabilities_dropped": [], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Default"}]}}
}
