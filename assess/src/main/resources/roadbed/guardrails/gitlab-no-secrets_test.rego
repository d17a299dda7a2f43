package guardrails.gitlab_no_secrets_test

import data.guardrails.gitlab_no_secrets

test_passes if {
	count(gitlab_no_secrets.deny) == 0 with input as {"facets": {"system": "gitlab", "secrets": {"in_text": []}}}
}

test_fails if {
	count(gitlab_no_secrets.deny) == 1 with input as {"facets": {"system": "gitlab", "secrets": {"in_text": ["DEPLOY_TOKEN"]}}}
}
