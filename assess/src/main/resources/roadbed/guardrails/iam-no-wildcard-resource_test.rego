package guardrails.iam_no_wildcard_resource_test

import data.guardrails.iam_no_wildcard_resource

statement(changes) := {"facets": {"policy": {"statements": [object.union({"declared_by": "", "effect": "Allow", "actions": [], "resources": ["*"], "not_actions": [], "not_resources": [], "conditions": [], "principals": [], "admin": false, "public": false}, changes)]}}}

test_passes_with_a_named_resource if {
	count(iam_no_wildcard_resource.deny) == 0 with input as statement({"actions": ["ec2:Describe*"], "resources": ["arn:aws:ec2:us-east-1:123456789012:instance/*"]})
}

test_passes_where_the_action_knows_no_resource if {
	count(iam_no_wildcard_resource.deny) == 0 with input as statement({"actions": ["s3:ListAllMyBuckets"]})
}

test_passes_on_a_deny if {
	count(iam_no_wildcard_resource.deny) == 0 with input as statement({"effect": "Deny", "actions": ["s3:GetObject"]})
}

test_fails_on_an_action_with_resources if {
	count(iam_no_wildcard_resource.deny) == 1 with input as statement({"actions": ["s3:ListAllMyBuckets", "s3:GetObject"]})
}

test_fails_on_a_pattern if {
	count(iam_no_wildcard_resource.deny) == 1 with input as statement({"actions": ["ec2:Describe*"]})
}

test_fails_on_all_but if {
	count(iam_no_wildcard_resource.deny) == 1 with input as statement({"not_actions": ["iam:*"]})
}
