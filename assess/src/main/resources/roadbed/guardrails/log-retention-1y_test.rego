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

test_fails_where_a_file_does_not_say if {
	count(log_retention_1y.deny) == 1 with input as {"origin": {"side": "declared"}, "facets": {"logging": {"retention_days": 0}, "defaulted": ["logging.retention_days"]}}
}

test_passes_for_what_is_there_and_keeps_its_log_for_ever if {
	count(log_retention_1y.deny) == 0 with input as {"origin": {"side": "live"}, "facets": {"logging": {"retention_days": 0}, "defaulted": ["logging.retention_days"]}}
}
