package guardrails.gke_secure_boot_test

import data.guardrails.gke_secure_boot

test_passes_when_right if {
	count(gke_secure_boot.deny) == 0 with input as {"facets": {"nodes": {"secure_boot": true}}}
}

test_fails_when_wrong if {
	count(gke_secure_boot.deny) == 1 with input as {"facets": {"nodes": {"secure_boot": false}}}
}
