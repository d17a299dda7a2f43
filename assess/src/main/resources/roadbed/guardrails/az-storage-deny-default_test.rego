package guardrails.az_storage_deny_default_test

import data.guardrails.az_storage_deny_default

test_passes_when_right if {
	count(az_storage_deny_default.deny) == 0 with input as {"facets": {"network": {"default_action": "deny"}}}
}

test_fails_when_wrong if {
	count(az_storage_deny_default.deny) == 1 with input as {"facets": {"network": {"default_action": "allow"}}}
}
