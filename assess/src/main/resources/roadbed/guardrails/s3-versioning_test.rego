package guardrails.s3_versioning_test

import data.guardrails.s3_versioning

test_passes_when_enabled if {
	count(s3_versioning.deny) == 0 with input as {"facets": {"versioning": {"enabled": true}}}
}

test_fails_when_off if {
	count(s3_versioning.deny) == 1 with input as {"facets": {"versioning": {"enabled": false}}}
}
