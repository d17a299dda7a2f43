package guardrails.az_storage_no_cross_tenant_test

import data.guardrails.az_storage_no_cross_tenant

test_passes_when_off if {
	count(az_storage_no_cross_tenant.deny) == 0 with input as {"facets": {"replication": {"cross_tenant": false}}}
}

test_fails_when_on if {
	count(az_storage_no_cross_tenant.deny) == 1 with input as {"facets": {"replication": {"cross_tenant": true}}}
}
