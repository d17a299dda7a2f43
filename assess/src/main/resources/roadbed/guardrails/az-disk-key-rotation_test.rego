package guardrails.az_disk_key_rotation_test

import data.guardrails.az_disk_key_rotation

test_passes_when_it_follows if {
	count(az_disk_key_rotation.deny) == 0 with input as {"facets": {"rotation": {"enabled": true}}}
}

test_fails_when_it_stays if {
	count(az_disk_key_rotation.deny) == 1 with input as {"facets": {"rotation": {"enabled": false}}}
}
