package guardrails.config_recorder_all_test

import data.guardrails.config_recorder_all

test_passes_when_right if {
	count(config_recorder_all.deny) == 0 with input as {"facets": {"all_resources": true, "global_resources": true}}
}

test_fails_when_wrong if {
	count(config_recorder_all.deny) == 2 with input as {"facets": {"all_resources": false, "global_resources": false}}
}
