package guardrails.k8s_sysctls_test

import data.guardrails.k8s_sysctls

test_passes_without if {
	count(k8s_sysctls.deny) == 0 with input as {"facets": {"sysctls": []}}
}

test_passes_on_a_safe_one if {
	count(k8s_sysctls.deny) == 0 with input as {"facets": {"sysctls": [{"name": "net.ipv4.tcp_syncookies", "value": "1"}]}}
}

test_fails_on_another if {
	count(k8s_sysctls.deny) == 1 with input as {"facets": {"sysctls": [{"name": "kernel.msgmax", "value": "65536"}]}}
}
