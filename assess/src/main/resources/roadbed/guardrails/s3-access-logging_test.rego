package guardrails.s3_access_logging_test

import data.guardrails.s3_access_logging

test_passes_when_on if {
	count(s3_access_logging.deny) == 0 with input as {"facets": {"logging": {"enabled": true}}}
}

test_fails_when_off if {
	count(s3_access_logging.deny) == 1 with input as {"facets": {"logging": {"enabled": false}}}
}
