package guardrails.vpc_flow_logs_test

import data.guardrails.vpc_flow_logs

test_passes_when_right if {
	count(vpc_flow_logs.deny) == 0 with input as {"facets": {"logging": {"enabled": true}}}
}

test_fails_when_wrong if {
	count(vpc_flow_logs.deny) == 1 with input as {"facets": {"logging": {"enabled": false}}}
}
