package guardrails.gke_no_legacy_auth_test

import data.guardrails.gke_no_legacy_auth

test_passes_when_right if {
	count(gke_no_legacy_auth.deny) == 0 with input as {"facets": {"auth": {"legacy_abac": false}}}
}

test_fails_when_wrong if {
	count(gke_no_legacy_auth.deny) == 1 with input as {"facets": {"auth": {"legacy_abac": true}}}
}
