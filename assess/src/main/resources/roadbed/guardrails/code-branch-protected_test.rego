package guardrails.code_branch_protected_test

import data.guardrails.code_branch_protected

test_passes_when_protected if {
	count(code_branch_protected.deny) == 0 with input as {"name": "acme/shop", "facets": {"branch": {"protected": true}, "archived": false}}
}

test_passes_when_archived if {
	count(code_branch_protected.deny) == 0 with input as {"name": "acme/shop", "facets": {"branch": {"protected": false}, "archived": true}}
}

test_fails_without if {
	count(code_branch_protected.deny) == 1 with input as {"name": "acme/shop", "facets": {"branch": {"protected": false}, "archived": false}}
}
