package guardrails.s3_policy_no_any_principal_test

import data.guardrails.s3_policy_no_any_principal

test_passes_with_a_named_principal if {
	count(s3_policy_no_any_principal.deny) == 0 with input as {"facets": {"policy": {"own": [{"declared_by": "", "effect": "Allow", "conditions": [], "principals": [{"type": "AWS", "id": "arn:aws:iam::1:root"}], "actions": ["s3:GetObject"]}]}}}
}

test_passes_with_a_condition if {
	count(s3_policy_no_any_principal.deny) == 0 with input as {"facets": {"policy": {"own": [{"declared_by": "", "effect": "Allow", "conditions": [{"operator": "StringEquals", "key": "aws:PrincipalOrgID", "values": ["o-1"]}], "principals": [{"type": "AWS", "id": "*"}], "actions": ["s3:GetObject"]}]}}}
}

test_fails_on_any_principal if {
	count(s3_policy_no_any_principal.deny) == 1 with input as {"facets": {"policy": {"own": [{"declared_by": "", "effect": "Allow", "conditions": [], "principals": [{"type": "*", "id": "*"}], "actions": ["s3:GetObject"]}]}}}
}

statement(conditions) := {"facets": {"policy": {"own": [{"declared_by": "", "effect": "Allow", "actions": ["s3:GetObject"], "principals": [{"type": "AWS", "id": "*"}], "conditions": conditions}]}}}

test_passes_where_the_organization_is_named if {
	count(s3_policy_no_any_principal.deny) == 0 with input as statement([{"operator": "StringEquals", "key": "aws:PrincipalOrgID", "values": ["o-1"]}])
}

test_passes_where_the_principal_is_one_account if {
	count(s3_policy_no_any_principal.deny) == 0 with input as statement([{"operator": "ArnLike", "key": "aws:PrincipalArn", "values": ["arn:aws:iam::111122223333:role/*"]}])
}

test_fails_where_the_principal_is_any_account if {
	count(s3_policy_no_any_principal.deny) == 1 with input as statement([{"operator": "ArnLike", "key": "aws:PrincipalArn", "values": ["arn:aws:iam::*:role/*"]}])
}

test_fails_where_only_the_way_is_narrowed if {
	count(s3_policy_no_any_principal.deny) == 1 with input as statement([{"operator": "Bool", "key": "aws:SecureTransport", "values": ["true"]}])
}
