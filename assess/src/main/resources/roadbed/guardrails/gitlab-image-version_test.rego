package guardrails.gitlab_image_version_test

import data.guardrails.gitlab_image_version

test_passes if {
	count(gitlab_image_version.deny) == 0 with input as {"facets": {"system": "gitlab", "images": [{"image": "alpine:3.20", "where": "image", "registry": "docker.io", "digest": false, "latest": false}]}}
}

test_fails if {
	count(gitlab_image_version.deny) == 1 with input as {"facets": {"system": "gitlab", "images": [{"image": "alpine", "where": "image", "registry": "docker.io", "digest": false, "latest": true}]}}
}
