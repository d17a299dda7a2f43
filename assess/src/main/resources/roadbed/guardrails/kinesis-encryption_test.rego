package guardrails.kinesis_encryption_test

import data.guardrails.kinesis_encryption

test_passes_when_encrypted if {
	count(kinesis_encryption.deny) == 0 with input as {"facets": {"encryption": {"at_rest": true}}}
}

test_fails_when_not if {
	count(kinesis_encryption.deny) == 1 with input as {"facets": {"encryption": {"at_rest": false}}}
}
