package guardrails.gce_no_ip_forwarding_test

import data.guardrails.gce_no_ip_forwarding

test_passes_when_right if {
	count(gce_no_ip_forwarding.deny) == 0 with input as {"facets": {"ip_forwarding": false}}
}

test_fails_when_wrong if {
	count(gce_no_ip_forwarding.deny) == 1 with input as {"facets": {"ip_forwarding": true}}
}
