package guardrails.docker_no_latest_test

import data.guardrails.docker_no_latest

test_passes if {
	count(docker_no_latest.deny) == 0 with input as {"facets": {"base_images": [{"image": "alpine:3.20", "where": "build", "registry": "docker.io", "digest": false, "latest": false}]}}
}

test_fails if {
	count(docker_no_latest.deny) == 1 with input as {"facets": {"base_images": [{"image": "alpine", "where": "build", "registry": "docker.io", "digest": false, "latest": true}]}}
}
