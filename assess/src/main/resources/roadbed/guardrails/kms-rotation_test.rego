package guardrails.kms_rotation_test

import data.guardrails.kms_rotation

test_passes_when_rotating if {
	count(kms_rotation.deny) == 0 with input as {"facets": {"symmetric": true, "rotation": {"enabled": true}}}
}

test_passes_on_an_asymmetric_key if {
	count(kms_rotation.deny) == 0 with input as {"facets": {"symmetric": false, "rotation": {"enabled": false}}}
}

test_fails_when_off if {
	count(kms_rotation.deny) == 1 with input as {"facets": {"symmetric": true, "rotation": {"enabled": false}}}
}
