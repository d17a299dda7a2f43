package guardrails.gcp_kms_rotation_test

import data.guardrails.gcp_kms_rotation

test_passes_at_90_days if {
	count(gcp_kms_rotation.deny) == 0 with input as {"facets": {"symmetric": true, "rotation": {"enabled": true, "days": 90}}}
}

test_passes_on_an_asymmetric_key if {
	count(gcp_kms_rotation.deny) == 0 with input as {"facets": {"symmetric": false, "rotation": {"enabled": false}}}
}

test_fails_at_a_year if {
	count(gcp_kms_rotation.deny) == 1 with input as {"facets": {"symmetric": true, "rotation": {"enabled": true, "days": 365}}}
}

test_fails_never if {
	count(gcp_kms_rotation.deny) == 1 with input as {"facets": {"symmetric": true, "rotation": {"enabled": false}}}
}
