package guardrails.gcp_sa_no_user_keys_test

import data.guardrails.gcp_sa_no_user_keys

test_passes_without if {
	count(gcp_sa_no_user_keys.deny) == 0 with input as {"facets": {"keys": 0}}
}

test_fails_with_one if {
	count(gcp_sa_no_user_keys.deny) == 1 with input as {"facets": {"keys": 1}}
}
