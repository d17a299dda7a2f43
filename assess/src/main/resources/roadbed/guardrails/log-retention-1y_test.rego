package guardrails.log_retention_1y_test

import data.guardrails.log_retention_1y

test_passes_at_a_year if {
	count(log_retention_1y.deny) == 0 with input as {"facets": {"logging": {"retention_days": 365}}}
}

test_passes_for_ever if {
	count(log_retention_1y.deny) == 0 with input as {"facets": {"logging": {"retention_days": 0}}}
}

test_fails_at_a_month if {
	count(log_retention_1y.deny) == 1 with input as {"facets": {"logging": {"retention_days": 30}}}
}
