package guardrails.k8s_rbac_no_escalation_test

import data.guardrails.k8s_rbac_no_escalation

test_passes_without if {
	count(k8s_rbac_no_escalation.deny) == 0 with input as {"facets": {"rules": [{"api_groups": [""], "resources": ["roles"], "verbs": ["get"]}]}}
}

test_fails_with_escalate if {
	count(k8s_rbac_no_escalation.deny) == 1 with input as {"facets": {"rules": [{"api_groups": [""], "resources": ["clusterroles"], "verbs": ["escalate", "get"]}]}}
}
