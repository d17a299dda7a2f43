package guardrails.docker_base_digest_test

import data.guardrails.docker_base_digest

test_passes if {
	count(docker_base_digest.deny) == 0 with input as {"facets": {"base_images": [{"image": "alpine:3.20@sha256:ab", "where": "build", "registry": "docker.io", "digest": true, "latest": false}]}}
}

test_fails if {
	count(docker_base_digest.deny) == 1 with input as {"facets": {"base_images": [{"image": "alpine:3.20", "where": "build", "registry": "docker.io", "digest": false, "latest": false}]}}
}
