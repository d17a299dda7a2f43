package guardrails.az_messaging_tls12_test

import data.guardrails.az_messaging_tls12

test_passes_with_12 if {
	count(az_messaging_tls12.deny) == 0 with input as {"facets": {"transport": {"min_version": "1.2"}}}
}

test_fails_with_11 if {
	count(az_messaging_tls12.deny) == 1 with input as {"facets": {"transport": {"min_version": "1.1"}}}
}
