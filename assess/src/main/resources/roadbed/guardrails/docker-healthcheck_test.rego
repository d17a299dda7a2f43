package guardrails.docker_healthcheck_test

import data.guardrails.docker_healthcheck

test_passes_with_one if {
	count(docker_healthcheck.deny) == 0 with input as {"facets": {"healthcheck": true}}
}

test_fails_without if {
	count(docker_healthcheck.deny) == 1 with input as {"facets": {"healthcheck": false}}
}
