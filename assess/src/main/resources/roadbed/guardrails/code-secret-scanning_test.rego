package guardrails.code_secret_scanning_test

import data.guardrails.code_secret_scanning

test_passes_when_both_are_on if {
	count(code_secret_scanning.deny) == 0 with input as {"name": "acme/shop", "facets": {"secret_scanning": true, "push_protection": true, "archived": false}}
}

test_passes_when_archived if {
	count(code_secret_scanning.deny) == 0 with input as {"name": "acme/shop", "facets": {"secret_scanning": false, "push_protection": false, "archived": true}}
}

test_fails_without_push_protection if {
	count(code_secret_scanning.deny) == 1 with input as {"name": "acme/shop", "facets": {"secret_scanning": true, "push_protection": false, "archived": false}}
}
