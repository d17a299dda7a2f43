package guardrails.code_not_public_test

import data.guardrails.code_not_public

test_passes_when_private if {
	count(code_not_public.deny) == 0 with input as {"name": "acme/shop", "facets": {"public": {"exposed": false}}}
}

test_fails_when_public if {
	count(code_not_public.deny) == 1 with input as {"name": "acme/shop", "facets": {"public": {"exposed": true}}}
}

test_passes_when_meant_to_be if {
	count(code_not_public.deny) == 0 with input as {"name": "acme/docs-site", "facets": {"public": {"exposed": true}}} with data.parameters["code-not-public"].public as ["acme/docs-*"]
}
