package guardrails.az_vm_ssh_keys_test

import data.guardrails.az_vm_ssh_keys

test_passes_when_right if {
	count(az_vm_ssh_keys.deny) == 0 with input as {"facets": {"ssh": {"password_auth": false}}}
}

test_fails_when_wrong if {
	count(az_vm_ssh_keys.deny) == 1 with input as {"facets": {"ssh": {"password_auth": true}}}
}
