package guardrails.az_app_identity_test

import data.guardrails.az_app_identity

test_passes_with_one if {
	count(az_app_identity.deny) == 0 with input as {"facets": {"identity": {"attached": "SystemAssigned"}}}
}

test_fails_without if {
	count(az_app_identity.deny) == 1 with input as {"facets": {}}
}
