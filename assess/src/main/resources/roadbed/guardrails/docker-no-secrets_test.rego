package guardrails.docker_no_secrets_test

import data.guardrails.docker_no_secrets

test_passes if {
	count(docker_no_secrets.deny) == 0 with input as {"facets": {"secrets": {"in_environment": []}}}
}

test_fails if {
	count(docker_no_secrets.deny) == 1 with input as {"facets": {"secrets": {"in_environment": ["DB_PASSWORD"]}}}
}
