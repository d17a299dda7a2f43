package guardrails.eks_control_plane_logs_test

import data.guardrails.eks_control_plane_logs

test_passes_with_all_types if {
	count(eks_control_plane_logs.deny) == 0 with input as {"facets": {"logging": {"types": ["api", "audit", "authenticator", "controllerManager", "scheduler"]}}}
}

test_fails_with_some if {
	count(eks_control_plane_logs.deny) == 1 with input as {"facets": {"logging": {"types": ["api"]}}}
}
