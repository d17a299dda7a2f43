package guardrails.docker_no_remote_script_test

import data.guardrails.docker_no_remote_script

test_passes if {
	count(docker_no_remote_script.deny) == 0 with input as {"facets": {"remote_scripts": []}}
}

test_fails if {
	count(docker_no_remote_script.deny) == 1 with input as {"facets": {"remote_scripts": ["https://example.com/install.sh"]}}
}
