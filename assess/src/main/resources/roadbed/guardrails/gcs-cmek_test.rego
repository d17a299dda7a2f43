package guardrails.gcs_cmek_test

import data.guardrails.gcs_cmek

test_passes_when_right if {
	count(gcs_cmek.deny) == 0 with input as {"facets": {"encryption": {"customer_key": true}}}
}

test_fails_when_wrong if {
	count(gcs_cmek.deny) == 1 with input as {"facets": {"encryption": {"customer_key": false}}}
}
