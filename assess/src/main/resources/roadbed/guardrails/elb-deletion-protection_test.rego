package guardrails.elb_deletion_protection_test

import data.guardrails.elb_deletion_protection

test_passes_when_right if {
	count(elb_deletion_protection.deny) == 0 with input as {"facets": {"deletion_protection": {"enabled": true}}}
}

test_fails_when_wrong if {
	count(elb_deletion_protection.deny) == 1 with input as {"facets": {"deletion_protection": {"enabled": false}}}
}
