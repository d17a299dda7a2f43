package guardrails.iam_policies_on_groups_test

import data.guardrails.iam_policies_on_groups

test_passes_on_a_role if {
	count(iam_policies_on_groups.deny) == 0 with input as {"facets": {"users": [], "member_types": ["role"]}}
}

test_passes_on_a_group_policy if {
	count(iam_policies_on_groups.deny) == 0 with input as {"facets": {"inline": true, "attached_to": "group"}}
}

test_fails_on_a_user if {
	count(iam_policies_on_groups.deny) == 1 with input as {"facets": {"users": ["alice"]}}
}

test_fails_on_an_inline_user_policy if {
	count(iam_policies_on_groups.deny) == 1 with input as {"facets": {"inline": true, "attached_to": "user"}}
}
