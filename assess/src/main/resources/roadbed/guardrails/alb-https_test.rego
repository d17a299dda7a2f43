package guardrails.alb_https_test

import data.guardrails.alb_https

test_passes_on_https if {
	count(alb_https.deny) == 0 with input as {"facets": {"listeners": [{"protocol": "HTTPS", "port": 443, "redirects_to_https": false, "min_version": "1.2", "declared_by": ""}]}}
}

test_passes_on_a_redirect if {
	count(alb_https.deny) == 0 with input as {"facets": {"listeners": [{"protocol": "HTTP", "port": 80, "redirects_to_https": true, "min_version": "1.2", "declared_by": ""}]}}
}

test_fails_on_plain_http if {
	count(alb_https.deny) == 1 with input as {"facets": {"listeners": [{"protocol": "HTTP", "port": 80, "redirects_to_https": false, "min_version": "1.2", "declared_by": ""}]}}
}
