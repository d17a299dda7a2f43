package guardrails.gce_block_project_keys_test

import data.guardrails.gce_block_project_keys

test_passes_when_right if {
	count(gce_block_project_keys.deny) == 0 with input as {"facets": {"block_project_keys": true}}
}

test_fails_when_wrong if {
	count(gce_block_project_keys.deny) == 1 with input as {"facets": {"block_project_keys": false}}
}
