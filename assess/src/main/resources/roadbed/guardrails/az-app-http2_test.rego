package guardrails.az_app_http2_test

import data.guardrails.az_app_http2

test_passes_when_on if {
	count(az_app_http2.deny) == 0 with input as {"facets": {"http2": true}}
}

test_fails_when_off if {
	count(az_app_http2.deny) == 1 with input as {"facets": {"http2": false}}
}
