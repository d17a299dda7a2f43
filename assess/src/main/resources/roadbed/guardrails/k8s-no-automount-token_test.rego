package guardrails.k8s_no_automount_token_test

import data.guardrails.k8s_no_automount_token

test_passes_when_right if {
	count(k8s_no_automount_token.deny) == 0 with input as {"facets": {"automount_token": false}}
}

test_fails_when_wrong if {
	count(k8s_no_automount_token.deny) == 1 with input as {"facets": {"automount_token": true}}
}
