package guardrails.docker_apt_pinned_test

import data.guardrails.docker_apt_pinned

test_passes if {
	count(docker_apt_pinned.deny) == 0 with input as {"facets": {"packages": {"unpinned": []}}}
}

test_fails if {
	count(docker_apt_pinned.deny) == 1 with input as {"facets": {"packages": {"unpinned": ["curl", "git"]}}}
}
