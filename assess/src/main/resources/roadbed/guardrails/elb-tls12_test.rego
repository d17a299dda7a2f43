package guardrails.elb_tls12_test

import data.guardrails.elb_tls12

test_passes_on_1_2 if {
	count(elb_tls12.deny) == 0 with input as {"facets": {"listeners": [{"protocol": "HTTPS", "port": 443, "redirects_to_https": false, "min_version": "1.2", "declared_by": ""}]}}
}

test_passes_on_a_redirect if {
	count(elb_tls12.deny) == 0 with input as {"facets": {"listeners": [{"protocol": "HTTP", "port": 80, "redirects_to_https": true, "min_version": "1.2", "declared_by": ""}]}}
}

test_fails_on_1_0 if {
	count(elb_tls12.deny) == 1 with input as {"facets": {"listeners": [{"protocol": "HTTPS", "port": 443, "redirects_to_https": false, "min_version": "1.0", "declared_by": ""}]}}
}

test_fails_on_plain_http if {
	count(elb_tls12.deny) == 1 with input as {"facets": {"listeners": [{"protocol": "HTTP", "port": 80, "redirects_to_https": false, "min_version": "1.2", "declared_by": ""}]}}
}
