package guardrails.gcp_dnssec_no_rsasha1_test

import data.guardrails.gcp_dnssec_no_rsasha1

test_passes_when_right if {
	count(gcp_dnssec_no_rsasha1.deny) == 0 with input as {"facets": {"dnssec": {"sha1": false}}}
}

test_fails_when_wrong if {
	count(gcp_dnssec_no_rsasha1.deny) == 1 with input as {"facets": {"dnssec": {"sha1": true}}}
}
