package guardrails.ecr_no_public_policy_test

import data.guardrails.ecr_no_public_policy

test_passes_with_a_named_principal if {
	count(ecr_no_public_policy.deny) == 0 with input as {"facets": {"policy": {"statements": [{"declared_by": "", "effect": "Allow", "actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::a/*"], "not_actions": [], "not_resources": [], "conditions": [], "principals": [], "admin": false, "public": false}]}}}
}

test_fails_on_any_principal if {
	count(ecr_no_public_policy.deny) == 1 with input as {"facets": {"policy": {"statements": [{"declared_by": "", "effect": "Allow", "actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::a/*"], "not_actions": [], "not_resources": [], "conditions": [], "principals": [], "admin": false, "public": true}]}}}
}
