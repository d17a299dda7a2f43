package guardrails.az_kv_firewall_test

import data.guardrails.az_kv_firewall

test_passes_when_right if {
	count(az_kv_firewall.deny) == 0 with input as {"facets": {"network": {"default_action": "deny"}}}
}

test_fails_when_wrong if {
	count(az_kv_firewall.deny) == 1 with input as {"facets": {"network": {"default_action": "allow"}}}
}
