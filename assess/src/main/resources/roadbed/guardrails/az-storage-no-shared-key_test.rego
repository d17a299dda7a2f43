package guardrails.az_storage_no_shared_key_test

import data.guardrails.az_storage_no_shared_key

test_passes_when_right if {
	count(az_storage_no_shared_key.deny) == 0 with input as {"facets": {"auth": {"shared_key": false}}}
}

test_fails_when_wrong if {
	count(az_storage_no_shared_key.deny) == 1 with input as {"facets": {"auth": {"shared_key": true}}}
}
