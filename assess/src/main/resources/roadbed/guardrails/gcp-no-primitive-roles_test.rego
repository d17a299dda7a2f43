package guardrails.gcp_no_primitive_roles_test

import data.guardrails.gcp_no_primitive_roles

test_passes_when_right if {
	count(gcp_no_primitive_roles.deny) == 0 with input as {"facets": {"scope": "project", "role": "roles/other", "primitive": false}}
}

test_fails_when_wrong if {
	count(gcp_no_primitive_roles.deny) == 1 with input as {"facets": {"scope": "project", "role": "roles/other", "primitive": true}}
}

test_fails_on_viewer if {
	count(gcp_no_primitive_roles.deny) == 1 with input as {"facets": {"scope": "project", "role": "roles/viewer", "primitive": false}}
}
