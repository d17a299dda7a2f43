package guardrails.gcs_versioning_test

import data.guardrails.gcs_versioning

test_passes_when_right if {
	count(gcs_versioning.deny) == 0 with input as {"facets": {"versioning": {"enabled": true}}}
}

test_fails_when_wrong if {
	count(gcs_versioning.deny) == 1 with input as {"facets": {"versioning": {"enabled": false}}}
}
