package guardrails.gke_metadata_server_test

import data.guardrails.gke_metadata_server

test_passes_when_right if {
	count(gke_metadata_server.deny) == 0 with input as {"facets": {"nodes": {"metadata_server": true}}}
}

test_fails_when_wrong if {
	count(gke_metadata_server.deny) == 1 with input as {"facets": {"nodes": {"metadata_server": false}}}
}
