package guardrails.elb_access_logs_test

import data.guardrails.elb_access_logs

test_passes_when_right if {
	count(elb_access_logs.deny) == 0 with input as {"facets": {"logging": {"enabled": true}}}
}

test_fails_when_wrong if {
	count(elb_access_logs.deny) == 1 with input as {"facets": {"logging": {"enabled": false}}}
}
