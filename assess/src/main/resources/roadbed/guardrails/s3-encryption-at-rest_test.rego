package guardrails.s3_encryption_at_rest_test

import data.guardrails.s3_encryption_at_rest

test_passes_when_encrypted if {
	count(s3_encryption_at_rest.deny) == 0 with input as {"facets": {"encryption": {"at_rest": true}}}
}

test_fails_when_not_encrypted if {
	count(s3_encryption_at_rest.deny) == 1 with input as {"facets": {"encryption": {"at_rest": false}}}
}
