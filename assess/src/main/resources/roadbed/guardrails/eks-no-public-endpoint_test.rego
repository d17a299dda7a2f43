package guardrails.eks_no_public_endpoint_test

import data.guardrails.eks_no_public_endpoint

test_passes_when_private if {
	count(eks_no_public_endpoint.deny) == 0 with input as {"facets": {"public": {"endpoint": false, "restricted": false}}}
}

test_passes_when_restricted if {
	count(eks_no_public_endpoint.deny) == 0 with input as {"facets": {"public": {"endpoint": true, "restricted": true}}}
}

test_fails_when_open if {
	count(eks_no_public_endpoint.deny) == 1 with input as {"facets": {"public": {"endpoint": true, "restricted": false}}}
}
