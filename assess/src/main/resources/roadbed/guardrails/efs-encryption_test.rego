package guardrails.efs_encryption_test

import data.guardrails.efs_encryption

test_passes_when_right if {
	count(efs_encryption.deny) == 0 with input as {"facets": {"encryption": {"at_rest": true}}}
}

test_fails_when_wrong if {
	count(efs_encryption.deny) == 1 with input as {"facets": {"encryption": {"at_rest": false}}}
}
