package guardrails.s3_policy_no_any_principal_test

import data.guardrails.s3_policy_no_any_principal

test_passes_with_a_named_principal if {
	count(s3_policy_no_any_principal.deny) == 0 with input as {"facets": {"policy": {"statements": [{"declared_by": "", "effect": "Allow", "conditions": [], "principals": [{"type": "AWS", "id": "arn:aws:iam::1:root"}], "actions": ["s3:GetObject"]}]}}}
}

test_passes_with_a_condition if {
	count(s3_policy_no_any_principal.deny) == 0 with input as {"facets": {"policy": {"statements": [{"declared_by": "", "effect": "Allow", "conditions": [{"operator": "StringEquals", "key": "aws:PrincipalOrgID", "values": ["o-1"]}], "principals": [{"type": "AWS", "id": "*"}], "actions": ["s3:GetObject"]}]}}}
}

test_fails_on_any_principal if {
	count(s3_policy_no_any_principal.deny) == 1 with input as {"facets": {"policy": {"statements": [{"declared_by": "", "effect": "Allow", "conditions": [], "principals": [{"type": "*", "id": "*"}], "actions": ["s3:GetObject"]}]}}}
}
