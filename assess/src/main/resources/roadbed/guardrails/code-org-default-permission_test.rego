package guardrails.code_org_default_permission_test

import data.guardrails.code_org_default_permission

test_passes_with_read if {
	count(code_org_default_permission.deny) == 0 with input as {"name": "acme/shop", "facets": {"default_permission": "read"}}
}

test_fails_with_write if {
	count(code_org_default_permission.deny) == 1 with input as {"name": "acme/shop", "facets": {"default_permission": "write"}}
}
