package guardrails.gce_no_default_sa_test

import data.guardrails.gce_no_default_sa

test_passes_when_right if {
	count(gce_no_default_sa.deny) == 0 with input as {"facets": {"identity": {"default_account": false}}}
}

test_fails_when_wrong if {
	count(gce_no_default_sa.deny) == 1 with input as {"facets": {"identity": {"default_account": true}}}
}
