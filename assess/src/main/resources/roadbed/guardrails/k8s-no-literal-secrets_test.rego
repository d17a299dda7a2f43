package guardrails.k8s_no_literal_secrets_test

import data.guardrails.k8s_no_literal_secrets

test_passes_without if {
	count(k8s_no_literal_secrets.deny) == 0 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": [], "capabilities_dropped": [], "env_secrets": [], "env_from_secrets": [], "proc_mount": "Default"}]}}
}

test_fails_with_one if {
	count(k8s_no_literal_secrets.deny) == 1 with input as {"facets": {"containers": [{"name": "app", "role": "container", "capabilities_added": [], "capabilities_dropped": [], "env_secrets": ["DB_PASSWORD"], "env_from_secrets": [], "proc_mount": "Default"}]}}
}
