package guardrails.ec2_volumes_encrypted_test

import data.guardrails.ec2_volumes_encrypted

test_passes_when_right if {
	count(ec2_volumes_encrypted.deny) == 0 with input as {"facets": {"encryption": {"at_rest": true}}}
}

test_fails_when_wrong if {
	count(ec2_volumes_encrypted.deny) == 1 with input as {"facets": {"encryption": {"at_rest": false}}}
}
