package guardrails.gcs_no_public_test

import data.guardrails.gcs_no_public

test_passes_when_right if {
	count(gcs_no_public.deny) == 0 with input as {"facets": {"public": {"exposed": false}}}
}

test_fails_when_wrong if {
	count(gcs_no_public.deny) == 1 with input as {"facets": {"public": {"exposed": true}}}
}
