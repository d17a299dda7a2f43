package guardrails.docker_user_test

import data.guardrails.docker_user

test_passes if {
	count(docker_user.deny) == 0 with input as {"facets": {"runs_as_root": false}}
}

test_fails if {
	count(docker_user.deny) == 1 with input as {"facets": {"runs_as_root": true}}
}
