package guardrails.k8s_rbac_no_sensitive_test

import data.guardrails.k8s_rbac_no_sensitive

test_passes_with_others if {
	count(k8s_rbac_no_sensitive.deny) == 0 with input as {"facets": {"rules": [{"api_groups": [""], "resources": ["configmaps", "persistentvolumes"], "verbs": ["get"]}]}}
}

test_fails_with_volumes if {
	count(k8s_rbac_no_sensitive.deny) == 1 with input as {"facets": {"rules": [{"api_groups": [""], "resources": ["persistentvolumes"], "verbs": ["create"]}]}}
}

test_fails_with_tokens if {
	count(k8s_rbac_no_sensitive.deny) == 1 with input as {"facets": {"rules": [{"api_groups": [""], "resources": ["serviceaccounts/token"], "verbs": ["create", "get"]}]}}
}
