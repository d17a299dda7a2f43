package guardrails.lambda_no_env_secrets_test

import data.guardrails.lambda_no_env_secrets

test_passes_without if {
	count(lambda_no_env_secrets.deny) == 0 with input as {"facets": {"env_secrets": []}}
}

test_fails_with_one if {
	count(lambda_no_env_secrets.deny) == 1 with input as {"facets": {"env_secrets": ["DB_PASSWORD"]}}
}
