package guardrails.gke_auto_repair_test

import data.guardrails.gke_auto_repair

test_passes_when_right if {
	count(gke_auto_repair.deny) == 0 with input as {"facets": {"auto_repair": true}}
}

test_fails_when_wrong if {
	count(gke_auto_repair.deny) == 1 with input as {"facets": {"auto_repair": false}}
}
