package guardrails.s3_tls_only_test

import data.guardrails.s3_tls_only

test_passes_when_plain_http_is_denied if {
	count(s3_tls_only.deny) == 0 with input as {"facets": {"transport": {"tls_only": true}}}
}

test_fails_when_it_is_not if {
	count(s3_tls_only.deny) == 1 with input as {"facets": {"transport": {"tls_only": false}}}
}

test_can_be_asked_of_public_buckets_only if {
	private := {"facets": {"transport": {"tls_only": false}, "website": false, "public": {"acl": "private", "acl_read": false, "block": {"acls": false, "restrict": false}}}}
	count(s3_tls_only.deny) == 1 with input as private
	count(s3_tls_only.deny) == 0 with input as private with data.parameters["s3-tls-only"].public_only as true
	public := object.union(private, {"facets": {"public": {"acl": "public-read", "acl_read": true}}})
	count(s3_tls_only.deny) == 1 with input as public with data.parameters["s3-tls-only"].public_only as true
}
