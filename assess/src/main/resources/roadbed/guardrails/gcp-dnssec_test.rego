package guardrails.gcp_dnssec_test

import data.guardrails.gcp_dnssec

test_passes_when_right if {
	count(gcp_dnssec.deny) == 0 with input as {"facets": {"dnssec": {"enabled": true}}}
}

test_fails_when_wrong if {
	count(gcp_dnssec.deny) == 1 with input as {"facets": {"dnssec": {"enabled": false}}}
}
