package guardrails.ecr_immutable_tags_test

import data.guardrails.ecr_immutable_tags

test_passes_when_right if {
	count(ecr_immutable_tags.deny) == 0 with input as {"facets": {"immutable_tags": true}}
}

test_fails_when_wrong if {
	count(ecr_immutable_tags.deny) == 1 with input as {"facets": {"immutable_tags": false}}
}
