package guardrails.memorystore_auth_test

import data.guardrails.memorystore_auth

test_passes_with_a_password if {
	count(memorystore_auth.deny) == 0 with input as {"facets": {"auth": {"required": true}}}
}

test_fails_without if {
	count(memorystore_auth.deny) == 1 with input as {"facets": {"auth": {"required": false}}}
}
