package guardrails.gcs_ubla_test

import data.guardrails.gcs_ubla

test_passes_when_right if {
	count(gcs_ubla.deny) == 0 with input as {"facets": {"access": {"uniform": true}}}
}

test_fails_when_wrong if {
	count(gcs_ubla.deny) == 1 with input as {"facets": {"access": {"uniform": false}}}
}
