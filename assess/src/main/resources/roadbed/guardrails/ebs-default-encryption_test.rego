package guardrails.ebs_default_encryption_test

import data.guardrails.ebs_default_encryption

test_passes_when_right if {
	count(ebs_default_encryption.deny) == 0 with input as {"facets": {"ebs_encryption": true}}
}

test_fails_when_wrong if {
	count(ebs_default_encryption.deny) == 1 with input as {"facets": {"ebs_encryption": false}}
}
