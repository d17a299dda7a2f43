package guardrails.az_kv_rbac_test

import data.guardrails.az_kv_rbac

test_passes_when_right if {
	count(az_kv_rbac.deny) == 0 with input as {"facets": {"rbac": true}}
}

test_fails_when_wrong if {
	count(az_kv_rbac.deny) == 1 with input as {"facets": {"rbac": false}}
}
