package guardrails.k8s_allowed_registries_test

import data.guardrails.k8s_allowed_registries

test_passes_on_one_of_ones_own if {
	count(k8s_allowed_registries.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": [], "capabilities_dropped": [], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Default", "image_registry": "111122223333.dkr.ecr.eu-central-1.amazonaws.com"}]}}
}

test_fails_on_another if {
	count(k8s_allowed_registries.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": [], "capabilities_dropped": [], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Default", "image_registry": "docker.io"}]}}
}
