package guardrails.az_storage_soft_delete_test

import data.guardrails.az_storage_soft_delete

test_passes_when_right if {
	count(az_storage_soft_delete.deny) == 0 with input as {"facets": {"backup": {"enabled": true}}}
}

test_fails_when_wrong if {
	count(az_storage_soft_delete.deny) == 1 with input as {"facets": {"backup": {"enabled": false}}}
}
