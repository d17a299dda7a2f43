package guardrails.iam_no_admin_policy_test

import data.guardrails.iam_no_admin_policy

test_passes_with_narrow_actions if {
	count(iam_no_admin_policy.deny) == 0 with input as {"facets": {"policy": {"statements": [{"declared_by": "", "effect": "Allow", "actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::a/*"], "not_actions": [], "not_resources": [], "conditions": [], "principals": [], "admin": false, "public": false}]}}}
}

test_fails_on_full_privileges if {
	count(iam_no_admin_policy.deny) == 1 with input as {"facets": {"policy": {"statements": [{"declared_by": "", "effect": "Allow", "actions": ["*"], "resources": ["*"], "not_actions": [], "not_resources": [], "conditions": [], "principals": [], "admin": true, "public": false}]}}}
}
