package guardrails.elb_drop_invalid_headers_test

import data.guardrails.elb_drop_invalid_headers

test_passes_when_right if {
	count(elb_drop_invalid_headers.deny) == 0 with input as {"facets": {"drop_invalid_headers": true}}
}

test_fails_when_wrong if {
	count(elb_drop_invalid_headers.deny) == 1 with input as {"facets": {"drop_invalid_headers": false}}
}
