package guardrails.k8s_rbac_no_secrets_test

import data.guardrails.k8s_rbac_no_secrets

test_passes_on_others if {
	count(k8s_rbac_no_secrets.deny) == 0 with input as {"facets": {"rules": [{"resources": ["configmaps"], "verbs": ["get"], "api_groups": [""]}]}}
}

test_fails_on_these if {
	count(k8s_rbac_no_secrets.deny) == 1 with input as {"facets": {"rules": [{"resources": ["secrets"], "verbs": ["get"], "api_groups": [""]}]}}
}
