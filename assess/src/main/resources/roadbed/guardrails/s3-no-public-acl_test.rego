package guardrails.s3_no_public_acl_test

import data.guardrails.s3_no_public_acl

test_passes_on_a_private_acl if {
	count(s3_no_public_acl.deny) == 0 with input as {"facets": {"public": {"acl": "private", "acl_read": false}}}
}

test_fails_on_public_read if {
	count(s3_no_public_acl.deny) == 1 with input as {"facets": {"public": {"acl": "public-read", "acl_read": true}}}
}

test_fails_on_the_website_acl if {
	count(s3_no_public_acl.deny) == 1 with input as {"facets": {"public": {"acl": "website", "acl_read": false}}}
}
