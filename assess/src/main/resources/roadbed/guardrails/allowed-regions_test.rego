package guardrails.allowed_regions_test

import data.guardrails.allowed_regions

test_passes_in_an_allowed_region if {
	count(allowed_regions.deny) == 0 with input as {"region": "eu-central-1"} with data.parameters["allowed-regions"].regions as ["eu-*"]
}

test_passes_where_there_is_no_region if {
	count(allowed_regions.deny) == 0 with input as {"region": ""} with data.parameters["allowed-regions"].regions as ["eu-*"]
}

test_fails_elsewhere if {
	count(allowed_regions.deny) == 1 with input as {"region": "us-east-1"} with data.parameters["allowed-regions"].regions as ["eu-*"]
}
