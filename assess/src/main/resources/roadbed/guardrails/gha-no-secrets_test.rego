package guardrails.gha_no_secrets_test

import data.guardrails.gha_no_secrets

test_passes if {
	count(gha_no_secrets.deny) == 0 with input as {"facets": {"system": "github", "secrets": {"in_text": []}}}
}

test_fails if {
	count(gha_no_secrets.deny) == 1 with input as {"facets": {"system": "github", "secrets": {"in_text": ["API_TOKEN"]}}}
}
