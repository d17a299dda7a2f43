package guardrails.sqs_encryption_test

import data.guardrails.sqs_encryption

test_passes_when_right if {
	count(sqs_encryption.deny) == 0 with input as {"facets": {"encryption": {"configured": true}}}
}

test_fails_when_wrong if {
	count(sqs_encryption.deny) == 1 with input as {"facets": {"encryption": {"configured": false}}}
}
