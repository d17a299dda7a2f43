package guardrails.s3_block_public_access_test

import data.guardrails.s3_block_public_access

test_passes_with_all_four if {
	count(s3_block_public_access.deny) == 0 with input as {"facets": {"public": {"block": {"acls": true, "policy": true, "ignore_acls": true, "restrict": true}}}}
}

test_fails_with_one_off if {
	count(s3_block_public_access.deny) == 1 with input as {"facets": {"public": {"block": {"acls": true, "policy": false, "ignore_acls": true, "restrict": true}}}}
}
