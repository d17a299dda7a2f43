package guardrails.az_vm_trusted_launch_test

import data.guardrails.az_vm_trusted_launch

test_passes_with_both if {
	count(az_vm_trusted_launch.deny) == 0 with input as {"facets": {"shielded": {"secure_boot": true, "vtpm": true}}}
}

test_fails_without if {
	count(az_vm_trusted_launch.deny) == 1 with input as {"facets": {"shielded": {"secure_boot": false, "vtpm": true}}}
}
