package guardrails.gcs_public_prevention_test

import data.guardrails.gcs_public_prevention

test_passes_when_right if {
	count(gcs_public_prevention.deny) == 0 with input as {"facets": {"public": {"blocked": true}}}
}

test_fails_when_wrong if {
	count(gcs_public_prevention.deny) == 1 with input as {"facets": {"public": {"blocked": false}}}
}
