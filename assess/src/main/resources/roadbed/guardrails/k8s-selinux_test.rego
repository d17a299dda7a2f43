package guardrails.k8s_selinux_test

import data.guardrails.k8s_selinux

test_passes_without if {
	count(k8s_selinux.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": [], "capabilities_dropped": [], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Default"}]}}
}

test_passes_with_a_level if {
	count(k8s_selinux.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": [], "capabilities_dropped": [], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Default", "selinux": {"level": "s0:c1,c2"}}]}}
}

test_fails_on_another_type if {
	count(k8s_selinux.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": [], "capabilities_dropped": [], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Default", "selinux": {"type": "spc_t"}}]}}
}

test_fails_on_a_user if {
	count(k8s_selinux.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": [], "capabilities_dropped": [], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Default", "selinux": {"user": "system_u"}}]}}
}
