package guardrails.s3_account_public_block_test

import data.guardrails.s3_account_public_block

test_passes_when_right if {
	count(s3_account_public_block.deny) == 0 with input as {"facets": {"public": {"blocked": true}}}
}

test_fails_when_wrong if {
	count(s3_account_public_block.deny) == 1 with input as {"facets": {"public": {"blocked": false}}}
}
