package guardrails.code_org_no_public_repositories_test

import data.guardrails.code_org_no_public_repositories

test_passes_when_they_cannot if {
	count(code_org_no_public_repositories.deny) == 0 with input as {"name": "acme/shop", "facets": {"members": {"public_repositories": false}}}
}

test_fails_when_they_can if {
	count(code_org_no_public_repositories.deny) == 1 with input as {"name": "acme/shop", "facets": {"members": {"public_repositories": true}}}
}
