package guardrails.az_kv_secret_expiry_test

import data.guardrails.az_kv_secret_expiry

test_passes_when_right if {
	count(az_kv_secret_expiry.deny) == 0 with input as {"facets": {"expires": {"set": true}}}
}

test_fails_when_wrong if {
	count(az_kv_secret_expiry.deny) == 1 with input as {"facets": {"expires": {"set": false}}}
}
