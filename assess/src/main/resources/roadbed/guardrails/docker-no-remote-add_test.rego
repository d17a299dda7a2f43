package guardrails.docker_no_remote_add_test

import data.guardrails.docker_no_remote_add

test_passes if {
	count(docker_no_remote_add.deny) == 0 with input as {"facets": {"add": {"remote": []}}}
}

test_fails if {
	count(docker_no_remote_add.deny) == 1 with input as {"facets": {"add": {"remote": ["https://example.com/tool.tgz"]}}}
}
