package guardrails.gcp_kms_not_public_test

import data.guardrails.gcp_kms_not_public

test_passes_when_right if {
	count(gcp_kms_not_public.deny) == 0 with input as {"facets": {"public": {"exposed": false}}}
}

test_fails_when_wrong if {
	count(gcp_kms_not_public.deny) == 1 with input as {"facets": {"public": {"exposed": true}}}
}
