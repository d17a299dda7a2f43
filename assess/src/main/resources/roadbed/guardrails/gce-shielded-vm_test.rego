package guardrails.gce_shielded_vm_test

import data.guardrails.gce_shielded_vm

test_passes_when_on if {
	count(gce_shielded_vm.deny) == 0 with input as {"facets": {"shielded": {"vtpm": true, "integrity_monitoring": true}}}
}

test_fails_when_off if {
	count(gce_shielded_vm.deny) == 1 with input as {"facets": {"shielded": {"vtpm": false, "integrity_monitoring": true}}}
}

test_fails_where_a_file_does_not_say if {
	count(gce_shielded_vm.deny) == 1 with input as {"origin": {"side": "declared"}, "facets": {"shielded": {"declared": false, "vtpm": true, "integrity_monitoring": true}}}
}
