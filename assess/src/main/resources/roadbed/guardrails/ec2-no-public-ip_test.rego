package guardrails.ec2_no_public_ip_test

import data.guardrails.ec2_no_public_ip

test_passes_without_public_ip if {
	count(ec2_no_public_ip.deny) == 0 with input as {"facets": {"public": {"ip": false}}}
}

test_fails_with_public_ip if {
	count(ec2_no_public_ip.deny) == 1 with input as {"facets": {"public": {"ip": true}}}
}
