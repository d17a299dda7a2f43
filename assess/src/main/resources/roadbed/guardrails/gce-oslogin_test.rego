package guardrails.gce_oslogin_test

import data.guardrails.gce_oslogin

test_passes_when_on if {
	count(gce_oslogin.deny) == 0 with input as {"facets": {"oslogin": "TRUE"}}
}

test_fails_when_off if {
	count(gce_oslogin.deny) == 1 with input as {"facets": {"oslogin": "false"}}
}

test_fails_when_absent if {
	count(gce_oslogin.deny) == 1 with input as {"facets": {"metadata": {}}}
}
