package guardrails.vpc_subnet_flow_logs_test

import data.guardrails.vpc_subnet_flow_logs

test_passes_when_on if {
	count(vpc_subnet_flow_logs.deny) == 0 with input as {"facets": {"logging": {"enabled": true}, "purpose": "PRIVATE"}}
}

test_passes_on_a_proxy_subnet if {
	count(vpc_subnet_flow_logs.deny) == 0 with input as {"facets": {"logging": {"enabled": false}, "purpose": "REGIONAL_MANAGED_PROXY"}}
}

test_fails_when_off if {
	count(vpc_subnet_flow_logs.deny) == 1 with input as {"facets": {"logging": {"enabled": false}, "purpose": "PRIVATE"}}
}
