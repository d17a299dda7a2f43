package guardrails.az_sql_audit_retention_test

import data.guardrails.az_sql_audit_retention

test_passes_with_enough if {
	count(az_sql_audit_retention.deny) == 0 with input as {"facets": {"logging": {"auditing": true, "retention_days": 91}}}
}

test_passes_for_ever if {
	count(az_sql_audit_retention.deny) == 0 with input as {"facets": {"logging": {"auditing": true, "retention_days": 0}}}
}

test_fails_with_less if {
	count(az_sql_audit_retention.deny) == 1 with input as {"facets": {"logging": {"auditing": true, "retention_days": 30}}}
}
