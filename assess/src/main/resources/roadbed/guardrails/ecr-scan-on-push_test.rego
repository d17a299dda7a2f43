package guardrails.ecr_scan_on_push_test

import data.guardrails.ecr_scan_on_push

test_passes_when_right if {
	count(ecr_scan_on_push.deny) == 0 with input as {"facets": {"scan_on_push": true}}
}

test_fails_when_wrong if {
	count(ecr_scan_on_push.deny) == 1 with input as {"facets": {"scan_on_push": false}}
}
