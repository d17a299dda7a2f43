package guardrails.ec2_no_secrets_userdata_test

import data.guardrails.ec2_no_secrets_userdata

test_passes_without_secrets if {
	count(ec2_no_secrets_userdata.deny) == 0 with input as {"facets": {"user_data": {"present": true, "secrets": []}}}
}

test_fails_with_an_access_key if {
	count(ec2_no_secrets_userdata.deny) == 1 with input as {"facets": {"user_data": {"present": true, "secrets": ["aws-access-key"]}}}
}
