package guardrails.gke_secrets_encryption_test

import data.guardrails.gke_secrets_encryption

test_passes_when_right if {
	count(gke_secrets_encryption.deny) == 0 with input as {"facets": {"encryption": {"secrets": true}}}
}

test_fails_when_wrong if {
	count(gke_secrets_encryption.deny) == 1 with input as {"facets": {"encryption": {"secrets": false}}}
}
