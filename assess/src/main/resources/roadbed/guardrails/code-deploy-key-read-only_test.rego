package guardrails.code_deploy_key_read_only_test

import data.guardrails.code_deploy_key_read_only

test_passes_when_read_only if {
	count(code_deploy_key_read_only.deny) == 0 with input as {"name": "acme/shop", "facets": {"read_only": true}}
}

test_fails_when_it_can_write if {
	count(code_deploy_key_read_only.deny) == 1 with input as {"name": "acme/shop", "facets": {"read_only": false}}
}
