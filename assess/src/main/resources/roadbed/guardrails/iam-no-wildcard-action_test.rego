package guardrails.iam_no_wildcard_action_test

import data.guardrails.iam_no_wildcard_action

test_passes_with_named_actions if {
	count(iam_no_wildcard_action.deny) == 0 with input as {"facets": {"policy": {"statements": [{"declared_by": "", "effect": "Allow", "actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::a/*"], "not_actions": [], "not_resources": [], "conditions": [], "principals": [], "admin": false, "public": false}]}}}
}

test_passes_on_a_deny if {
	count(iam_no_wildcard_action.deny) == 0 with input as {"facets": {"policy": {"statements": [{"declared_by": "", "effect": "Deny", "actions": ["*"], "resources": ["arn:aws:s3:::a/*"], "not_actions": [], "not_resources": [], "conditions": [], "principals": [], "admin": false, "public": false}]}}}
}

test_fails_on_a_star if {
	count(iam_no_wildcard_action.deny) == 1 with input as {"facets": {"policy": {"statements": [{"declared_by": "", "effect": "Allow", "actions": ["*"], "resources": ["arn:aws:s3:::a/*"], "not_actions": [], "not_resources": [], "conditions": [], "principals": [], "admin": false, "public": false}]}}}
}
