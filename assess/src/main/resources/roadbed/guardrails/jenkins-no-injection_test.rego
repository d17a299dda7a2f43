package guardrails.jenkins_no_injection_test

import data.guardrails.jenkins_no_injection

test_passes if {
	count(jenkins_no_injection.deny) == 0 with input as {"facets": {"system": "jenkins", "injections": []}}
}

test_fails if {
	count(jenkins_no_injection.deny) == 1 with input as {"facets": {"system": "jenkins", "injections": ["params.TARGET"]}}
}
