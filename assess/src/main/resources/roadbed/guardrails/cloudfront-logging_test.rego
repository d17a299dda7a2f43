package guardrails.cloudfront_logging_test

import data.guardrails.cloudfront_logging

test_passes_when_right if {
	count(cloudfront_logging.deny) == 0 with input as {"facets": {"logging": {"enabled": true}}}
}

test_fails_when_wrong if {
	count(cloudfront_logging.deny) == 1 with input as {"facets": {"logging": {"enabled": false}}}
}
