package guardrails.gke_auto_upgrade_test

import data.guardrails.gke_auto_upgrade

test_passes_when_right if {
	count(gke_auto_upgrade.deny) == 0 with input as {"facets": {"auto_upgrade": true}}
}

test_fails_when_wrong if {
	count(gke_auto_upgrade.deny) == 1 with input as {"facets": {"auto_upgrade": false}}
}
