package guardrails.gcp_dnssec_test

import data.guardrails.gcp_dnssec

test_passes_when_signed if {
	count(gcp_dnssec.deny) == 0 with input as {"facets": {"private": false, "dnssec": {"enabled": true}}}
}

test_passes_on_a_private_zone if {
	count(gcp_dnssec.deny) == 0 with input as {"facets": {"private": true, "dnssec": {"sha1": false}}}
}

test_fails_when_not if {
	count(gcp_dnssec.deny) == 1 with input as {"facets": {"private": false, "dnssec": {"enabled": false}}}
}
