package guardrails.gcp_ssl_policy_test

import data.guardrails.gcp_ssl_policy

test_passes_when_restricted if {
	count(gcp_ssl_policy.deny) == 0 with input as {"facets": {"transport": {"policy": "RESTRICTED", "min_version": "1.0"}}}
}

test_passes_when_modern if {
	count(gcp_ssl_policy.deny) == 0 with input as {"facets": {"transport": {"policy": "MODERN", "min_version": "1.2"}}}
}

test_fails_when_compatible if {
	count(gcp_ssl_policy.deny) == 1 with input as {"facets": {"transport": {"policy": "COMPATIBLE", "min_version": "1.2"}}}
}

test_fails_with_an_old_version if {
	count(gcp_ssl_policy.deny) == 1 with input as {"facets": {"transport": {"policy": "MODERN", "min_version": "1.0"}}}
}
