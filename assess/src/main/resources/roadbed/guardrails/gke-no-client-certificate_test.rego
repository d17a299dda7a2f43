package guardrails.gke_no_client_certificate_test

import data.guardrails.gke_no_client_certificate

test_passes_when_right if {
	count(gke_no_client_certificate.deny) == 0 with input as {"facets": {"auth": {"client_certificate": false}}}
}

test_fails_when_wrong if {
	count(gke_no_client_certificate.deny) == 1 with input as {"facets": {"auth": {"client_certificate": true}}}
}
