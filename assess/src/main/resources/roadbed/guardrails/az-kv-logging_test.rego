package guardrails.az_kv_logging_test

import data.guardrails.az_kv_logging

test_passes_when_logged if {
	count(az_kv_logging.deny) == 0 with input as {"facets": {"logging": {"enabled": true}}}
}

test_fails_when_not if {
	count(az_kv_logging.deny) == 1 with input as {"facets": {"logging": {"enabled": false}}}
}
