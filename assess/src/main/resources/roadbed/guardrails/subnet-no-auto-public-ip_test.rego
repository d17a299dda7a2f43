package guardrails.subnet_no_auto_public_ip_test

import data.guardrails.subnet_no_auto_public_ip

test_passes_when_right if {
	count(subnet_no_auto_public_ip.deny) == 0 with input as {"facets": {"public": {"ip_on_launch": false}}}
}

test_fails_when_wrong if {
	count(subnet_no_auto_public_ip.deny) == 1 with input as {"facets": {"public": {"ip_on_launch": true}}}
}
