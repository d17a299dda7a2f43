package guardrails.k8s_namespace_pod_security_test

import data.guardrails.k8s_namespace_pod_security

test_passes_when_enforced if {
	count(k8s_namespace_pod_security.deny) == 0 with input as {"facets": {"pod_security": "restricted"}}
}

test_fails_without if {
	count(k8s_namespace_pod_security.deny) == 1 with input as {"facets": {}}
}

test_fails_on_privileged if {
	count(k8s_namespace_pod_security.deny) == 1 with input as {"facets": {"pod_security": "privileged"}}
}
