package guardrails.ec2_imdsv2_test

import data.guardrails.ec2_imdsv2

test_passes_with_tokens_required if {
	count(ec2_imdsv2.deny) == 0 with input as {"facets": {"metadata": {"enabled": true, "token_required": true}}}
}

test_passes_with_the_service_off if {
	count(ec2_imdsv2.deny) == 0 with input as {"facets": {"metadata": {"enabled": false, "token_required": false}}}
}

test_fails_with_tokens_optional if {
	count(ec2_imdsv2.deny) == 1 with input as {"facets": {"metadata": {"enabled": true, "token_required": false}}}
}
