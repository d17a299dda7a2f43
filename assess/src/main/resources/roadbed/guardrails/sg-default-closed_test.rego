package guardrails.sg_default_closed_test

import data.guardrails.sg_default_closed

test_passes_when_right if {
	count(sg_default_closed.deny) == 0 with input as {"facets": {"default_firewall_closed": true}}
}

test_fails_when_wrong if {
	count(sg_default_closed.deny) == 1 with input as {"facets": {"default_firewall_closed": false}}
}
