package guardrails.az_cosmos_no_keys_test

import data.guardrails.az_cosmos_no_keys

test_passes_when_disabled if {
	count(az_cosmos_no_keys.deny) == 0 with input as {"facets": {"auth": {"shared_key": false}}}
}

test_fails_when_accepted if {
	count(az_cosmos_no_keys.deny) == 1 with input as {"facets": {"auth": {"shared_key": true}}}
}
