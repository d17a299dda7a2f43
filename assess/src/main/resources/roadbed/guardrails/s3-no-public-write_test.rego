package guardrails.s3_no_public_write_test

import data.guardrails.s3_no_public_write

test_passes_without_public_write if {
	count(s3_no_public_write.deny) == 0 with input as {"facets": {"public": {"acl_write": false}}}
}

test_fails_on_public_write if {
	count(s3_no_public_write.deny) == 1 with input as {"facets": {"public": {"acl_write": true}}}
}
