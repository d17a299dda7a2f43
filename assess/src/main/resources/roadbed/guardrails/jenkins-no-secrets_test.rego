package guardrails.jenkins_no_secrets_test

import data.guardrails.jenkins_no_secrets

test_passes if {
	count(jenkins_no_secrets.deny) == 0 with input as {"facets": {"system": "jenkins", "secrets": {"in_text": [], "interpolated": []}}}
}

test_fails if {
	count(jenkins_no_secrets.deny) == 2 with input as {"facets": {"system": "jenkins", "secrets": {"in_text": ["TOKEN"], "interpolated": ["CRED_PSW"]}}}
}
