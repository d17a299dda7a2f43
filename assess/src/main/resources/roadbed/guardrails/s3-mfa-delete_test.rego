package guardrails.s3_mfa_delete_test

import data.guardrails.s3_mfa_delete

test_passes_when_right if {
	count(s3_mfa_delete.deny) == 0 with input as {"facets": {"versioning": {"mfa_delete": true}}}
}

test_fails_when_wrong if {
	count(s3_mfa_delete.deny) == 1 with input as {"facets": {"versioning": {"mfa_delete": false}}}
}
