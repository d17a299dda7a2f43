package guardrails.kms_no_wildcard_principal_test

import data.guardrails.kms_no_wildcard_principal

test_passes_with_a_named_principal if {
	count(kms_no_wildcard_principal.deny) == 0 with input as {"facets": {"policy": {"own": [{"declared_by": "", "effect": "Allow", "actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::a/*"], "not_actions": [], "not_resources": [], "conditions": [], "principals": [{"type": "AWS", "id": "arn:aws:iam::1:root"}], "admin": false, "public": false}]}}}
}

test_fails_on_any_principal if {
	count(kms_no_wildcard_principal.deny) == 1 with input as {"facets": {"policy": {"own": [{"declared_by": "", "effect": "Allow", "actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::a/*"], "not_actions": [], "not_resources": [], "conditions": [], "principals": [{"type": "AWS", "id": "*"}], "admin": false, "public": false}]}}}
}
