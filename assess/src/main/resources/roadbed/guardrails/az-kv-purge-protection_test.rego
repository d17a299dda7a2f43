package guardrails.az_kv_purge_protection_test

import data.guardrails.az_kv_purge_protection

test_passes_when_right if {
	count(az_kv_purge_protection.deny) == 0 with input as {"facets": {"purge_protection": true}}
}

test_fails_when_wrong if {
	count(az_kv_purge_protection.deny) == 1 with input as {"facets": {"purge_protection": false}}
}
