package guardrails.cloudtrail_multi_region_test

import data.guardrails.cloudtrail_multi_region

test_passes_in_all_regions if {
	count(cloudtrail_multi_region.deny) == 0 with input as {"facets": {"multi_region": true}}
}

test_fails_in_one_region if {
	count(cloudtrail_multi_region.deny) == 1 with input as {"facets": {"multi_region": false}}
}
