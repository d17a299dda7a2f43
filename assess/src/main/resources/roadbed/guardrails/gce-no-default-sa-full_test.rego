package guardrails.gce_no_default_sa_full_test

import data.guardrails.gce_no_default_sa_full

test_passes_with_its_own_account if {
	count(gce_no_default_sa_full.deny) == 0 with input as {"facets": {"identity": {"default_account": false, "full_scopes": true}}}
}

test_fails_with_default_and_full if {
	count(gce_no_default_sa_full.deny) == 1 with input as {"facets": {"identity": {"default_account": true, "full_scopes": true}}}
}

test_passes_on_a_node_of_a_cluster if {
	count(gce_no_default_sa_full.deny) == 0 with input as {"name": "gke-shop-1", "facets": {"identity": {"default_account": true, "full_scopes": true}}}
}
