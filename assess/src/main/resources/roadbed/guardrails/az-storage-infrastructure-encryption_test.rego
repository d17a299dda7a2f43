package guardrails.az_storage_infrastructure_encryption_test

import data.guardrails.az_storage_infrastructure_encryption

test_passes_when_right if {
	count(az_storage_infrastructure_encryption.deny) == 0 with input as {"facets": {"encryption": {"infrastructure": true}}}
}

test_fails_when_wrong if {
	count(az_storage_infrastructure_encryption.deny) == 1 with input as {"facets": {"encryption": {"infrastructure": false}}}
}
