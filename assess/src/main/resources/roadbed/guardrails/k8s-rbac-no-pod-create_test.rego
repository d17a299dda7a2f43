package guardrails.k8s_rbac_no_pod_create_test

import data.guardrails.k8s_rbac_no_pod_create

test_passes_on_others if {
	count(k8s_rbac_no_pod_create.deny) == 0 with input as {"facets": {"rules": [{"resources": ["configmaps"], "verbs": ["get"], "api_groups": [""]}]}}
}

test_fails_on_these if {
	count(k8s_rbac_no_pod_create.deny) == 1 with input as {"facets": {"rules": [{"resources": ["pods"], "verbs": ["create"], "api_groups": [""]}]}}
}
