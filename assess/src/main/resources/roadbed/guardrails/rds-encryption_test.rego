package guardrails.rds_encryption_test

import data.guardrails.rds_encryption

test_passes_when_encrypted if {
	count(rds_encryption.deny) == 0 with input as {"facets": {"encryption": {"at_rest": true}}}
}

test_fails_when_not if {
	count(rds_encryption.deny) == 1 with input as {"facets": {"encryption": {"at_rest": false}}}
}
