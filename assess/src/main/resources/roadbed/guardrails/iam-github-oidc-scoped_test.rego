package guardrails.iam_github_oidc_scoped_test

import data.guardrails.iam_github_oidc_scoped

test_passes_on_a_repository if {
	count(iam_github_oidc_scoped.deny) == 0 with input as {"kind": "identity.policy_document", "facets": {"policy": {"statements": [{"effect": "Allow", "principals": [{"type": "Federated", "id": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}], "conditions": [{"operator": "StringLike", "key": "token.actions.githubusercontent.com:sub", "values": ["repo:example/shop:*"]}]}]}}}
}

test_passes_on_another_provider if {
	count(iam_github_oidc_scoped.deny) == 0 with input as {"kind": "identity.policy_document", "facets": {"policy": {"statements": [{"effect": "Allow", "principals": [{"type": "Service", "id": "ec2.amazonaws.com"}], "conditions": []}]}}}
}

test_fails_without_conditions if {
	count(iam_github_oidc_scoped.deny) == 1 with input as {"kind": "identity.policy_document", "facets": {"policy": {"statements": [{"effect": "Allow", "principals": [{"type": "Federated", "id": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}], "conditions": []}]}}}
}

test_fails_on_the_audience_alone if {
	count(iam_github_oidc_scoped.deny) == 1 with input as {"kind": "identity.policy_document", "facets": {"policy": {"statements": [{"effect": "Allow", "principals": [{"type": "Federated", "id": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}], "conditions": [{"operator": "StringEquals", "key": "token.actions.githubusercontent.com:aud", "values": ["sts.amazonaws.com"]}]}]}}}
}

test_fails_on_a_wildcard_for_the_organization if {
	count(iam_github_oidc_scoped.deny) == 1 with input as {"kind": "identity.policy_document", "facets": {"policy": {"statements": [{"effect": "Allow", "principals": [{"type": "Federated", "id": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}], "conditions": [{"operator": "StringLike", "key": "token.actions.githubusercontent.com:sub", "values": ["repo:*"]}]}]}}}
}

test_fails_in_the_trust_of_a_role if {
	count(iam_github_oidc_scoped.deny) == 1 with input as {"kind": "identity.role", "facets": {"trust": {"statements": [{"effect": "Allow", "principals": [{"type": "Federated", "id": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}], "conditions": []}]}}}
}
