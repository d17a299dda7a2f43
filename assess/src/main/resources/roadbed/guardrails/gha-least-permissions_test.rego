package guardrails.gha_least_permissions_test

import data.guardrails.gha_least_permissions

test_passes if {
	count(gha_least_permissions.deny) == 0 with input as {"facets": {"system": "github", "permissions": {"declared": true, "write_all": false}}}
}

test_fails if {
	count(gha_least_permissions.deny) == 1 with input as {"facets": {"system": "github", "permissions": {"declared": false, "write_all": false}}}
}
