package guardrails.az_storage_no_public_blob_test

import data.guardrails.az_storage_no_public_blob

test_passes_when_right if {
	count(az_storage_no_public_blob.deny) == 0 with input as {"facets": {"public": {"blocked": true}}}
}

test_fails_when_wrong if {
	count(az_storage_no_public_blob.deny) == 1 with input as {"facets": {"public": {"blocked": false}}}
}
