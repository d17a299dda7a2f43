package guardrails.az_app_no_remote_debugging_test

import data.guardrails.az_app_no_remote_debugging

test_passes_when_off if {
	count(az_app_no_remote_debugging.deny) == 0 with input as {"facets": {"remote_debugging": false}}
}

test_fails_when_on if {
	count(az_app_no_remote_debugging.deny) == 1 with input as {"facets": {"remote_debugging": true}}
}
