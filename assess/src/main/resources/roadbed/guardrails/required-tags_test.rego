package guardrails.required_tags_test

import data.guardrails.required_tags

test_passes_with_the_tag if {
	count(required_tags.deny) == 0 with input as {"tags": {"owner": "payments"}} with data.parameters["required-tags"].tags as ["owner"]
}

test_fails_without if {
	count(required_tags.deny) == 1 with input as {"tags": {}} with data.parameters["required-tags"].tags as ["owner"]
}
